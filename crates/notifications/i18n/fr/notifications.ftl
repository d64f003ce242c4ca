### Notifications : ce que l’on annonce, et les pages.

## Ce que l’on annonce. $n dit combien de choses semblables une ligne représente.

notifications-connection-requested-title = { $n ->
    [one] { $business } souhaite entrer en relation avec vous
   *[other] { $n } entreprises souhaitent entrer en relation avec vous
}
notifications-connection-requested-body = { $n ->
    [one] Lisez la demande et répondez. Dès que vous acceptez, vous pouvez vous écrire.
   *[other] La dernière vient de { $business }. Lisez les demandes et répondez.
}
notifications-connection-reminded-title = { $n ->
    [one] { $business } attend toujours votre réponse
   *[other] { $n } demandes de mise en relation attendent toujours votre réponse
}
notifications-connection-reminded-body = Répondre ne demande qu’un geste, même pour dire non.
notifications-connection-accepted-title = { $n ->
    [one] { $business } a accepté votre demande
   *[other] { $n } entreprises ont accepté vos demandes
}
notifications-connection-accepted-body = Vous pouvez maintenant vous écrire.
notifications-connection-declined-title = { $n ->
    [one] { $business } a décliné votre demande
   *[other] { $n } de vos demandes ont été déclinées
}
notifications-connection-declined-body = Vous pourrez redemander dans 30 jours. En attendant, voyez qui d’autre convient.
notifications-match-suggested-title = { $n ->
    [one] { $business } pourrait être un bon partenaire
   *[other] { $n } entreprises pourraient être de bons partenaires
}
notifications-match-suggested-body = Jetez un œil, et proposez une mise en relation si cela vous plaît.
notifications-listing-matched-title = { $n ->
    [one] « { $other } » va avec votre « { $listing } »
   *[other] { $n } annonces vont avec votre « { $listing } »
}
notifications-listing-matched-body = Quelqu’un offre ce qu’il vous faut, ou cherche ce que vous offrez. Prenez contact avant les autres.
notifications-search-matched-title = { $n ->
    [one] Une nouvelle annonce pour « { $search } »
   *[other] { $n } nouvelles annonces pour « { $search } »
}
notifications-search-matched-body = Parues depuis votre dernière visite.
notifications-message-sent-title = { $person }
notifications-person-gone = Quelqu’un
notifications-message-sent-body = { $n ->
    [one] vous a écrit un message
   *[other] vous a écrit { $n } messages
}
notifications-conversation-assigned-title = { $n ->
    [one] Un client vous a été confié
   *[other] { $n } clients vous ont été confiés
}
notifications-conversation-assigned-body = Votre réponse est attendue dans la boîte de réception.
notifications-conversation-escalated-title = Un client attend depuis trop longtemps
notifications-conversation-escalated-body = Personne de votre équipe n’a encore répondu. Prenez le relais.
notifications-listing-expiring-title = « { $listing } » se termine bientôt
notifications-listing-expiring-body = Renouvelez l’annonce d’un geste pour rester visible.
notifications-listing-expired-title = { $n ->
    [one] « { $listing } » est terminée
   *[other] { $n } de vos annonces sont terminées
}
notifications-listing-expired-body = Les acheteurs ne voient plus ce qui est terminé. Publiez de nouveau si vous en avez encore.
notifications-listing-approved-title = { $n ->
    [one] « { $listing } » est en ligne
   *[other] { $n } de vos annonces sont en ligne
}
notifications-listing-approved-body = Nous l’avons examinée ; les acheteurs la voient maintenant.
notifications-listing-rejected-title = « { $listing } » n’a pas pu être mise en ligne
notifications-listing-rejected-body = Revoyez l’annonce, corrigez-la et renvoyez-la.
notifications-listing-rejected-reason = { $reason } Corrigez l’annonce et renvoyez-la.
notifications-business-verified-title = { $business } est vérifiée
notifications-business-verified-body = Votre page et vos annonces en portent désormais le signe.
notifications-security-alert-title = Regardez votre compte
notifications-security-alert-body = Il s’est passé quelque chose d’inhabituel. Regardez les appareils connectés, et changez de mot de passe si l’un d’eux n’est pas à vous.
notifications-security-alert-refresh-token-reused = Quelqu’un a utilisé une de vos connexions déjà terminée ; nous avons fermé cette session. Regardez les appareils connectés, et changez de mot de passe si l’un d’eux n’est pas à vous.
notifications-security-alert-contact-added = Une adresse e-mail ou un numéro a été ajouté à votre compte. Si ce n’était pas vous, changez tout de suite de mot de passe.
notifications-security-alert-contact-changed = Une adresse e-mail ou un numéro de votre compte a été changé. Si ce n’était pas vous, changez tout de suite de mot de passe.
notifications-security-alert-contact-removed = Une adresse e-mail ou un numéro a été retiré de votre compte. Si ce n’était pas vous, changez tout de suite de mot de passe.
notifications-digest-title = { $n ->
    [one] Une nouvelle notification
   *[other] { $n } nouvelles notifications
}
notifications-digest-body = Ce qui s’est accumulé depuis hier.
notifications-other-title = Du nouveau
notifications-other-body = Cette page ne peut pas encore en dire plus. Revenez dans un moment.

## Contrôles

notifications-check-type = Ce type de notification n’existe pas.
notifications-check-channel = Cette voie n’existe pas.
notifications-check-security = Ce qui concerne votre sécurité ne peut pas être désactivé.
notifications-check-time = Écrivez l’heure ainsi : 21:30.
notifications-check-quiet = Le début et la fin doivent être différents.
notifications-check-device-one = Indiquez soit le jeton de l’application, soit l’abonnement du navigateur, pas les deux.
notifications-check-device-token = Ce n’est pas un jeton de notification.
notifications-check-device-endpoint = Ce n’est pas l’adresse d’un service de notification.
notifications-check-device-key = Ce n’est pas une clé d’abonnement aux notifications.

## Pages

notifications-page-title = Notifications
notifications-page-choose = Choisir
notifications-page-all = Toutes
notifications-page-unread = { $n ->
    [0] Non lues
   *[other] Non lues ({ $n })
}
notifications-page-read-all = Tout marquer comme lu
notifications-page-all-read = Tout est marqué comme lu.
notifications-page-new = Nouveau
notifications-page-activity = Tout ce qui s’est passé
notifications-page-activity-text = Quatre-vingt-dix jours, y compris ce que vous avez choisi de ne pas recevoir.
notifications-page-preview = Ce que les gens reçoivent
notifications-page-preview-text = Chaque notification telle qu’elle est dite pour une chose et pour plusieurs, avec des noms d’exemple. Seuls les administrateurs voient cette page.
notifications-page-preview-count = Pour { $n }
notifications-page-mark-unread = Marquer comme non lue : { $title }
notifications-page-mark-read = Marquer comme lue : { $title }
notifications-page-none = Rien pour l’instant
notifications-page-none-text = Quand on vous écrit, qu’on vous répond ou qu’une de vos annonces se termine, vous le lisez ici.
notifications-page-none-unread = Vous avez tout lu
notifications-page-none-unread-text = Les nouveautés apparaissent d’abord ici.
notifications-page-preferences = Que voulez-vous savoir ?
notifications-page-preferences-text = Vous pouvez changer cela à tout moment.
notifications-page-saved = Votre choix est enregistré.
notifications-page-conflict = Votre choix a été changé entre-temps sur un autre appareil. Ce que vous avez choisi ici est toujours là : enregistrez de nouveau pour le garder.
notifications-page-type-message = Messages
notifications-page-type-message-hint = On vous a écrit, ou un client attend
notifications-page-type-match = Partenaires et correspondances
notifications-page-type-match-hint = Demandes de relation, entreprises et annonces qui conviennent
notifications-page-type-engagement = Intérêt
notifications-page-type-engagement-hint = Nouvelles réponses à vos recherches enregistrées
notifications-page-type-system = Vos annonces
notifications-page-type-system-hint = Avant et quand elles se terminent
notifications-page-type-approval = Nos décisions
notifications-page-type-approval-hint = Examens et vérification
notifications-page-type-payment = Paiements
notifications-page-type-payment-hint = Ce qui est arrivé et ce qui est dû
notifications-page-type-task = Tâches
notifications-page-type-task-hint = Ce que votre équipe attend
notifications-page-type-security = Sécurité
notifications-page-type-security-hint = Toujours activé, pour protéger votre compte
notifications-page-channel-in-app = Dans l’application
notifications-page-channel-push = Sur le téléphone, même application fermée
notifications-page-channel-email = Par e-mail, ou par SMS si nous n’avons que votre téléphone
notifications-page-channel-sms = Par SMS
notifications-page-channel-whatsapp = Par WhatsApp
notifications-mail-choose = Choisissez ce que nous vous écrivons :
notifications-page-quiet = Heures calmes
notifications-page-quiet-text = Rien ne vous dérange alors, sauf votre sécurité. Le reste attend dans la liste. Laissez les deux vides pour aucune.
notifications-page-quiet-from = De
notifications-page-quiet-until = À
notifications-page-digest = Une fois par jour
notifications-page-digest-at = Tout me dire à
notifications-page-digest-hint = Laissez vide pour être averti au fur et à mesure.
