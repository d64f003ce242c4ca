### Textes des conversations.

## Ce qui ne va pas dans ce qui a été envoyé

messaging-check-client-id = Un identifiant créé par le téléphone compte de 8 à 64 lettres, chiffres ou signes.
messaging-check-type = Ce type de message n’existe pas.
messaging-check-other-type = Cela appartient à un autre type de message.
messaging-check-reply = Le message auquel celui-ci répond n’existe pas.
messaging-check-file = Le fichier n’est plus là ou a déjà été envoyé. Choisissez-le de nouveau.
messaging-check-listing = Cette annonce n’est plus en ligne.
messaging-check-own-listing = Choisissez une annonce de votre entreprise.
messaging-check-place = Une latitude est comprise entre -90 et 90, une longitude entre -180 et 180.
messaging-check-before-after = Demandez les messages avant ou après un endroit, pas les deux.
messaging-check-format = Un export s’écrit en `json` ou en `txt`.
messaging-check-emoji = Une réaction est un seul émoji.
messaging-check-reason = Choisissez pourquoi vous signalez ce message.
messaging-check-sync = Demandez 100 conversations au plus à la fois.
messaging-check-snooze = Choisissez un moment dans les 90 prochains jours.
messaging-check-status = Cet état n’existe pas.
messaging-check-view = Cette liste n’existe pas.
messaging-check-time-zone = Ce fuseau horaire n’existe pas.
messaging-check-hours = Donnez sept jours, chacun avec des heures qui finissent après leur début et ne se chevauchent pas.
messaging-check-holidays = On peut garder 100 jours fériés au plus.
messaging-check-assignment = Choisissez comment les clients sont répartis.
messaging-check-minutes = Ce nombre de minutes n’est pas possible.
messaging-check-ceo-after = La direction est prévenue après les responsables.
messaging-check-languages = Choisissez des langues de la liste.
messaging-check-capacity = Choisissez un nombre de 0 à 200.
messaging-check-shortcut-taken = Une réponse toute prête porte déjà ce nom.
messaging-check-canned-many = Il y a { $limit } réponses prêtes au plus. Supprimez-en une d’abord.

## Ce qui n’est pas possible

messaging-error-closed = Cette conversation est terminée. Personne ne peut plus y écrire.
messaging-error-blocked = Vous ne pouvez pas écrire à ces personnes.
messaging-error-not-yours = Seule la personne qui a écrit un message peut le modifier.
messaging-error-edit-too-late = Un message peut être modifié pendant 15 minutes. Vous pouvez le retirer et en écrire un autre.
messaging-error-removed = Ce message a été retiré.
messaging-error-not-text = Seuls les textes peuvent être modifiés.
messaging-error-await-answer = Attendez une réponse, s’il vous plaît. Vous pouvez envoyer { $limit } messages avant elle.
messaging-error-first-contacts = Vous avez écrit à { $limit } nouvelles entreprises aujourd’hui. Réessayez demain.
messaging-error-spam = Cela ressemble à de la publicité. Écrivez ce que vous attendez de cette entreprise, avec moins de liens.
messaging-error-reactions = De très nombreuses personnes ont déjà réagi à ce message.
messaging-error-voice-size = Une note vocale peut peser 2 Mo au plus.
messaging-error-upload = Une partie du fichier n’est pas encore arrivée. Continuez l’envoi.
messaging-error-link = Ce lien a expiré. Ouvrez de nouveau la conversation.
messaging-error-agent = Choisissez une personne de votre équipe.
messaging-error-state = Ce n’est pas possible maintenant ({ $state }).

## Pages

messaging-page-title = Messages
messaging-page-active = Conversations
messaging-page-archived = Archivées
messaging-page-empty-title = Aucune conversation
messaging-page-empty = Posez une question à un vendeur sur son offre : la conversation apparaîtra ici.
messaging-page-empty-action = Trouver une offre
messaging-page-you = Vous :
messaging-page-muted = Muette
messaging-page-closed-badge = Terminée
messaging-page-nothing-said = Rien n’a encore été dit.
messaging-page-inbox = Conversation de la boîte de réception
messaging-page-back = Retour aux messages
messaging-page-back-to-chat = Retour à la conversation
messaging-page-settings = Réglages de cette conversation
messaging-page-mute = Mettre en sourdine
messaging-page-unmute = Remettre le son
messaging-page-archive = Archiver
messaging-page-unarchive = Sortir des archives
messaging-page-export = Enregistrer en fichier texte
messaging-page-export-title = Votre fichier
messaging-page-export-waits = La conversation est en cours d’écriture dans un fichier.
messaging-page-export-percent = { $percent } % écrits
messaging-page-export-look = Regarder de nouveau
messaging-page-export-stay = Cette page reste à son adresse, et le fichier est gardé un jour.
messaging-page-export-ready = Le fichier est prêt.
messaging-page-export-fetch = Enregistrer le fichier ({ $size } ko)
messaging-page-export-failed = Le fichier n’a pas été fait, car vous ne pouvez plus lire cette conversation.
messaging-page-export-gone-title = Ce fichier n’est pas ici
messaging-page-export-gone = Un fichier est gardé un jour. Demandez-le de nouveau dans le menu de la conversation.
messaging-page-earlier = Messages précédents
messaging-page-newest = Aux derniers messages
messaging-page-here = En ligne
messaging-page-away = Absent pour le moment
messaging-page-presence-hide = Masquer ma présence
messaging-page-presence-show = Montrer ma présence
messaging-page-last-seen = Dernière visite : { $ago }
messaging-page-typing = écrit…
messaging-page-write = Message
messaging-page-send = Envoyer
messaging-page-photo-add = Ajouter une photo
messaging-page-photo = Photo
messaging-page-voice = Message vocal
messaging-page-voice-record = Enregistrer un message vocal
messaging-page-voice-drop = Jeter l’enregistrement
messaging-page-voice-on = Enregistrement
messaging-page-voice-send = Envoyer l’enregistrement
messaging-page-voice-refused = Le micro ne peut pas être utilisé. Autorisez-le dans les réglages du navigateur.
messaging-page-place = Lieu sur la carte
messaging-page-card = Annonce
messaging-page-listing-add = Envoyer une annonce
messaging-page-listing-none-title = Aucune annonce en ligne
messaging-page-listing-none = Les annonces en ligne de votre entreprise apparaissent ici, prêtes à être envoyées.
messaging-page-listing-post = Publier une annonce
messaging-page-removed = Ce message a été supprimé.
messaging-page-edited = modifié
messaging-page-sending = envoi…
messaging-page-waiting = attend le réseau
messaging-page-sent = envoyé
messaging-page-delivered = remis
messaging-page-read = lu
messaging-page-failed = non envoyé
messaging-page-again = Réessayer
messaging-page-drop = Supprimer
messaging-page-actions = Que faire de ce message
messaging-page-react = Réagir
messaging-page-unreact = Aucune réaction
messaging-page-answer = Répondre
messaging-page-no-answer = Ne pas répondre à ce message
messaging-page-edit = D’autres mots
messaging-page-edit-hint = Un message peut être modifié pendant 15 minutes. Les autres le voient.
messaging-page-save = Enregistrer
messaging-page-remove = Supprimer pour tous
messaging-page-report = Signaler ce message
messaging-page-reported = Merci. Nous examinons ce message et son contexte.
messaging-page-reason = Quel est le problème ?
messaging-page-reason-note = Avec vos mots (facultatif)
messaging-page-reason-spam = Publicité indésirable
messaging-page-reason-fraud = Fraude
messaging-page-reason-harassment = Insulte ou menace
messaging-page-reason-illegal = Contraire à la loi
messaging-page-reason-other = Autre chose
messaging-page-closed = Personne ne peut plus écrire ici.
messaging-page-inbox-closed = Cette entreprise ne prend pas vos messages ici en ce moment. Ce qui a été écrit reste. Si cela change, vous pourrez continuer ici.
messaging-page-contact = Écrire à { $name }
messaging-page-contact-label = Votre message
messaging-page-contact-hint = Dites ce qu’il vous faut, combien et pour quand.
messaging-page-contact-topic = De quoi s’agit-il ?
messaging-page-contact-topic-none = Autre chose
messaging-page-unread = { $n ->
    [one] message non lu
   *[other] messages non lus
 }
messaging-page-members = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
 }
