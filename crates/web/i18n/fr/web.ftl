### Les textes communs à toutes les pages.

web-title = Acheter et vendre près de chez vous
web-description = Les offres et demandes des entreprises africaines autour de vous : trouvez, comparez et commercez depuis votre téléphone.
web-skip = Aller au contenu
web-nav = Menu principal
web-nav-home = Accueil
web-nav-explore = Explorer
web-nav-post = Publier
web-nav-nearby = À côté
web-nav-chats = Discussions
web-nav-unread = non lus
web-nav-me = Moi
web-nav-sign-in = Connexion
web-search = Rechercher
web-search-hint = Maïs, panneau solaire, couture…
web-language = Langue
web-footer = PushNchat : le commerce à portée de main.
web-loading = Chargement
web-offline-line = Hors ligne. Ce que vous avez vu reste là.
web-newer = Il y a du nouveau. Afficher
web-not-sent = Non envoyé : le réseau n’a pas répondu. Votre saisie est conservée, réessayez.
web-try-again = Réessayer
web-go-home = Aller à l’accueil
web-remove = Retirer
web-cancel = Annuler
web-continue = Continuer
web-back = Retour
web-save-changes = Enregistrer
web-optional = facultatif

## Argent, distance et temps

web-price-open = Prix à discuter
web-distance-metres = { $n } m
web-distance-km = { $n } km
web-ago-now = à l’instant
web-ago-minutes = il y a { $n } min
web-ago-hours = il y a { $n } h
web-ago-days = { $n ->
    [1] hier
   *[other] il y a { $n } jours
}
web-left-ended = Terminé
web-left-minutes = encore { $n } min
web-left-hours = encore { $n } h
web-left-days = { $n ->
    [one] encore { $n } jour
   *[other] encore { $n } jours
}

## Les annonces dans les listes

web-offer = Offre
web-request = Recherche
web-featured = À la une
web-verified = Vérifié
web-save = Garder « { $title } »
web-saved = Gardé
web-unsaved = N’est plus gardé
web-more = Voir plus
web-more-added = { $n } de plus affichées
web-pictures = { $n ->
    [one] { $n } photo
   *[other] { $n } photos, faites glisser pour les voir
}
web-picture-show = Afficher la photo de « { $title } »
web-share = Partager autrement

## Formulaires

web-form-errors = { $n ->
    [one] Un point à corriger
   *[other] { $n } points à corriger
}
web-form-kept = Nous avons conservé ce que vous aviez saisi.
web-form-kept-drop = Repartir de zéro
web-step = Étape { $step }
web-photos-add = Ajouter des photos
web-photos-remove = Retirer cette photo
web-photos-queued = En attente
web-photos-done = Photo envoyée.
web-photos-failed = La photo n’est pas passée. Elle est toujours là, réessayez.
web-photos-busy = Les photos sont encore en route. Le formulaire partira tout seul dès leur arrivée.
web-photos-full = Il n’y a plus de place pour d’autres photos.
web-photos-later = Partira plus tard

## Lieu

web-place-choose = Votre lieu
web-place-change = Changer de lieu
web-place-title = Où cherchez-vous ?
web-place-text = Le plus proche s’affiche d’abord. Choisissez une ville ou utilisez votre position ; elle n’est pas enregistrée dans votre compte.
web-place-locate = Utiliser ma position
web-place-locate-failed = Votre téléphone n’a pas donné sa position. Choisissez plutôt une ville ci-dessous.
web-place-town = Ville
web-place-radius = Jusqu’à quelle distance
web-place-none-title = Cette ville n’y est pas encore
web-place-none-text = Essayez la grande ville la plus proche, ou une autre orthographe.
web-place-all = Voir toutes les villes

## Hors ligne

web-offline-title = Vous êtes hors ligne
web-offline-text = Cette page n’a pas encore été ouverte, elle n’est donc pas sur votre téléphone. Votre saisie est conservée jusqu’à votre retour.
web-offline-seen = Pages sur votre téléphone

## Problèmes

web-error-title = { $n ->
    [401] Connectez-vous
    [403] Cette page ne vous est pas ouverte
    [404] Il n’y a rien ici
    [409] Quelqu’un a été plus rapide
    [410] C’est terminé
    [413] Trop volumineux
    [422] Il reste quelque chose à corriger
    [429] Un peu moins vite, s’il vous plaît
    [503] Nous reprenons notre souffle
   *[other] Une erreur de notre côté
}
web-error-what = { $n ->
    [401] Cette page appartient à un compte. Connectez-vous et vous y reviendrez aussitôt.
    [403] Votre compte n’a pas le droit de voir ou de faire cela. La personne qui gère votre entreprise peut vous le donner.
    [404] La page n’existe pas, ou ce qui s’y trouvait est parti : une annonce ne vit que quelques jours.
    [409] Ce que vous vouliez modifier a changé entre-temps. Rechargez pour voir où cela en est.
    [410] Ce qui se trouvait ici est terminé ou a été retiré par son auteur.
    [413] Votre envoi dépasse ce que nous pouvons recevoir. Une photo peut peser jusqu’à 10 Mo.
    [422] Une partie de l’envoi ne peut pas être utilisée telle quelle. Revenez en arrière et regardez ce qui est signalé.
    [429] Beaucoup de demandes sont venues d’ici en peu de temps. Attendez une minute et tout repartira.
    [503] Une partie de PushNchat ne répond pas en ce moment. Cela dure en général moins d’une minute.
   *[other] L’erreur vient de nous, pas de vous. Elle est notée et sera examinée.
}
web-error-safe = { $n ->
    [401] Rien de ce que vous avez saisi ailleurs n’est perdu.
    [403] Rien n’a été modifié.
    [404] Vos annonces et ce que vous avez gardé sont toujours là.
    [409] Rien n’a été écrasé, ni votre texte ni le leur.
    [410] Il y a peut-être quelque chose de semblable près de vous.
    [413] Rien n’a été modifié. Votre saisie est toujours dans le formulaire.
    [422] Votre saisie est toujours dans le formulaire.
    [429] Rien n’est perdu.
   *[other] Vos envois précédents sont en sécurité. Si vous étiez en train d’envoyer un formulaire, il n’a pas été pris : réessayez.
}
web-error-reference = Si vous nous écrivez, indiquez ce numéro :

## Ce qui attend d’être envoyé : les scripts le disent sans serveur

web-outbox-title = En attente d’envoi
web-outbox-offline = Hors ligne
web-outbox-count = { $n } en attente
web-outbox-count-failed = { $n } à revoir
web-outbox-count-sign-in = { $n } en attente : connectez-vous pour envoyer
web-outbox-all-sent = Tout est envoyé
web-outbox-waiting = En attente du réseau
web-outbox-again = En attente, un nouvel essai aura lieu tout seul
web-outbox-sign-in = En attente de votre connexion
web-outbox-sending = Envoi, { $n } %
web-outbox-sent = Envoyé
web-outbox-failed = Refusé :
web-outbox-failed-unsaid = L’envoi n’a pas réussi : le site est resté longtemps en panne, ou une photo n’est plus sur votre téléphone. Vérifiez, puis réessayez.
web-outbox-dropped = Abandonné
web-outbox-correct = Corriger
web-outbox-retry = Réessayer
web-outbox-look = Voir
web-outbox-drop = Abandonner
web-outbox-undo = Annuler
web-outbox-kept-title = Gardé sur votre téléphone
web-outbox-kept-text = L’envoi se fera tout seul dès qu’il y aura du réseau, même si vous fermez cette page ou éteignez le téléphone.
web-outbox-home = Aller à l’accueil
web-outbox-full = Votre téléphone n’a plus de place pour garder ceci. Libérez de l’espace et réessayez ; ce que vous avez écrit est toujours là.

## Données et stockage

web-data-title = Données et stockage
web-data-text = Ces choix ne valent que pour ce téléphone.
web-data-saver = Économiser les données
web-data-auto = Quand le téléphone le demande
web-data-auto-hint = Sur un réseau lent, ou si le téléphone économise lui-même
web-data-on = Toujours
web-data-on-hint = Les images viennent quand vous les touchez
web-data-off = Jamais
web-data-off-hint = Les images viennent tout de suite
web-data-saved = Votre choix est enregistré.
web-data-used = Données utilisées
web-data-used-text = Ce que les pages de ce site ont coûté, compté sur ce téléphone et dit à personne.
web-data-used-none = Rien n’a encore été compté sur ce téléphone. Le compte a besoin de scripts.
web-data-month = Mois
web-data-received = Mégaoctets
web-data-kept = Gardé sur ce téléphone
web-data-kept-text = Les pages et images que vous avez vues, pour ne pas les recharger et pouvoir les lire sans réseau.
web-data-kept-size = { $size } Mo utilisés
web-data-clear = Effacer ce qui est gardé
web-data-cleared = Effacé. Ce qui attend d’être envoyé et ce que vous écriviez est toujours là.
web-bell = Notifications
