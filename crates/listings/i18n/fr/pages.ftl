### Ce que disent les pages des annonces.

## Accueil, catégories, à proximité

listings-page-home-title = Acheter et vendre près de chez vous
listings-page-home = Accueil
listings-page-hero-title = Vendez ce que vous avez. Trouvez ce qu’il vous faut.
listings-page-hero-text = Offres et demandes d’entreprises autour de vous, du marché voisin au pays d’à côté.
listings-page-hero-start = Commencer à vendre
listings-page-hero-look = Voir à proximité
listings-page-more-title = Autres annonces
listings-page-to-first = Revenir aux plus récentes
listings-page-newest = Annonces les plus récentes
listings-page-nearest = Annonces les plus proches
listings-page-kinds = Offres ou demandes
listings-page-kind-all = Tout
listings-page-kind-offers = Offres
listings-page-kind-requests = Demandes
listings-page-categories = Catégories
listings-page-categories-all = Toutes les catégories
listings-page-near-place = Près de { $place }
listings-page-near-you = Ce qui est près de vous
listings-page-near-hint = Voir d’abord les offres les plus proches
listings-page-home-empty-title = Rien ici pour l’instant
listings-page-home-empty-text = Personne n’a rien publié de tel ces derniers jours. Soyez le premier : on verra votre annonce aussitôt.
listings-page-post = Publier une annonce
listings-page-see-all = Voir toutes les annonces
listings-page-path = Vous êtes ici
listings-page-narrower = Sous-catégories
listings-page-category-whole = Tout voir
listings-page-category-description = { $name } : offres et demandes d’entreprises africaines, pour quelques jours chacune.
listings-page-category-empty-title = Rien dans « { $name } » en ce moment
listings-page-category-empty-text = Une annonce ne dure que quelques jours. Publiez ce que vous avez ou ce que vous cherchez.
listings-page-nearby-title = Près de vous
listings-page-filter = Filtrer
listings-page-nearby-heading = Près de { $place }
listings-page-nearby-guessed = Nous avons deviné ce lieu d’après votre pays. Choisissez le vôtre pour voir ce qui est vraiment proche.
listings-page-nearby-ask = Choisissez une ville ou utilisez votre position. Vous verrez d’abord les offres les plus proches.
listings-page-nearby-empty-title = Encore rien d’aussi proche
listings-page-nearby-empty-text = Cherchez un peu plus loin, ou publiez ce que vous avez : les gens autour de vous le verront aussitôt.
listings-page-nearby-wider = Chercher à { $distance } à la ronde

## Une annonce

listings-page-description = Description
listings-page-facts = En bref
listings-page-place = Lieu
listings-page-category = Catégorie
listings-page-posted = Publiée
listings-page-distance = À { $distance } de { $place }
listings-page-seller-line = Voir l’entreprise et tout ce qu’elle propose
listings-page-ask = Écrire au vendeur
listings-page-share = Partager
listings-page-share-whatsapp = Envoyer par WhatsApp
listings-page-share-address = Ou copier l’adresse
listings-page-more-of-business = Autres annonces de { $name }
listings-page-own-live = Votre annonce, telle que tout le monde la voit.
listings-page-own-hidden = Votre annonce. Seule votre équipe la voit.
listings-page-ended-title = Cette annonce est terminée
listings-page-ended-text = Une annonce ne dure que quelques jours. Celle-ci est finie ou a été retirée par son auteur.
listings-page-ended-category = Voir { $name }
listings-page-similar = Semblables, et encore disponibles

## Le formulaire

listings-page-new-heading = Publier une annonce
listings-page-new-text = Deux minutes suffisent. Ce que vous écrivez reste sur votre téléphone jusqu’à l’envoi.
listings-page-edit-heading = Modifier l’annonce
listings-page-part-what = De quoi s’agit-il ?
listings-page-part-describe = Décrivez
listings-page-part-price = Combien cela coûte-t-il ?
listings-page-part-place = Où, et pour combien de temps ?
listings-page-kind = Que voulez-vous faire ?
listings-page-kind-offer = Proposer quelque chose
listings-page-kind-offer-hint = Je l’ai
listings-page-kind-request = Demander quelque chose
listings-page-kind-request-hint = Je le cherche
listings-page-title = Titre
listings-page-title-hint = Quoi, combien, dans quel état. Ni lien ni numéro de téléphone.
listings-page-category-hint = Là où l’on viendra chercher
listings-page-category-other = Autre : { $name }
listings-page-choose = Choisissez
listings-page-description-hint = Qualité, quantité, où la voir. Au moins 20 caractères.
listings-page-photos = Photos
listings-page-photos-hint = Jusqu’à { $n } avec votre formule. Une photo nette, à la lumière du jour, vend le mieux.
listings-page-photos-count = { $n ->
    [0] aucune photo
    [one] { $n } photo
   *[other] { $n } photos
}
listings-page-price = Prix
listings-page-price-hint = Laissez vide pour « prix sur demande ».
listings-page-currency = Monnaie
listings-page-town = Ville
listings-page-place-none = Aucun lieu indiqué
listings-page-place-of-business = Là où est mon entreprise
listings-page-place-of-business-in = Là où est mon entreprise : { $place }
listings-page-check-place = Choisissez une ville dans la liste.
listings-page-address = Marché, rue ou repère (facultatif)
listings-page-address-hint = Par exemple « Marché Sandaga, allée 4 »
listings-page-market = Pour qui ? (facultatif)
listings-page-market-meant = Destinée à
listings-page-market-any = Tout le monde
listings-page-market-afcfta = Commerce en Afrique (ZLECAf)
listings-page-market-africa-us = De l’Afrique vers les États-Unis
listings-page-market-us-africa = Des États-Unis vers l’Afrique
listings-page-duration = Combien de temps l’afficher ?
listings-page-duration-hint = Vous pourrez la prolonger ou la renouveler.
listings-page-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
listings-page-publish = Publier
listings-page-save-draft = Garder comme brouillon
listings-page-edit = Modifier
listings-page-conflict-title = Quelqu’un d’autre a modifié cette annonce
listings-page-conflict-text = Rien n’est perdu. Voici le formulaire avec ce que vous avez écrit. Enregistrez de nouveau pour garder votre version, ou prenez l’autre.
listings-page-conflict-theirs = Maintenant :
listings-page-conflict-yours = Vous :
listings-page-conflict-take = Prendre l’autre version
listings-page-mistake = { $field } : { $text }
listings-page-verify-title = Confirmez d’abord votre adresse
listings-page-verify-text = Nous vous avons envoyé un code de six chiffres. Saisissez-le, et vous pourrez publier aussitôt.
listings-page-verify-action = Saisir le code

## Mes annonces, annonces gardées

listings-page-mine-title = Mes annonces
listings-page-states = Par état
listings-page-state-all = Toutes
listings-page-state-active = En ligne
listings-page-state-draft = Brouillon
listings-page-state-pending = En examen
listings-page-state-rejected = Refusée
listings-page-state-expired = Expirée
listings-page-state-withdrawn = Retirée
listings-page-note-expired = Son temps est écoulé. Renouvelez-la, et elle est aussitôt en ligne.
listings-page-note-pending = Nous regardons les premières annonces d’une nouvelle entreprise. Cela prend en général moins d’un jour.
listings-page-rejected-because = Refusée : { $reason }
listings-page-restorable = Peut être rétablie : { $left }
listings-page-withdrawn = « { $title } » n’est plus affichée.
listings-page-undo = Annuler
listings-page-more-actions = Plus d’actions
listings-page-restore = Rétablir
listings-page-renew = Renouveler
listings-page-extend = Prolonger
listings-page-feature = Mettre en avant
listings-page-feature-plan = Les mises en avant sont comprises dans la formule { $plan }.
listings-page-withdraw = Retirer
listings-page-mine-empty-title = Aucune annonce ici
listings-page-mine-empty-text = Vos annonces apparaissent ici avec le temps qu’il leur reste ; vous pouvez les prolonger, les renouveler ou les retirer.
listings-page-no-business-title = Vous n’avez pas encore d’entreprise ici
listings-page-no-business-text = Une annonce appartient à une entreprise. La créer prend quelques minutes et ne coûte rien.
listings-page-no-business-action = Créer mon entreprise
listings-page-saved-title = Gardées
listings-page-saved-text = Gardées pour vous tant qu’elles sont en ligne.
listings-page-saved-empty-title = Rien de gardé pour l’instant
listings-page-saved-empty-text = Touchez le signet d’une annonce, et vous la retrouverez ici.

## Dit une fois

listings-flash-published = Votre annonce est en ligne.
listings-flash-in-review = Votre annonce est envoyée. Nous la regardons avant sa mise en ligne.
listings-flash-draft-saved = Votre brouillon est enregistré.
listings-flash-changed = Vos modifications sont enregistrées.
listings-flash-unfinished = Ce brouillon n’est pas complet. Ajoutez ce qui manque et publiez-le.
listings-flash-extended = Votre annonce a plus de temps.
listings-flash-renewed = Votre annonce est de nouveau en ligne.
listings-flash-featured = Votre annonce est mise en avant.
listings-flash-restored = Votre annonce est rétablie.
listings-flash-restore-first = Rétablissez l’annonce avant de la modifier.
listings-flash-business-first = Créez d’abord votre entreprise, puis vous pourrez publier.

## Le lien d’un rappel

listings-page-renewal-title = Renouvelez votre annonce
listings-page-renewal-text = Son temps est presque écoulé. Renouvelez-la, et elle sera affichée { $length } de plus, dès maintenant, en tête de liste.
listings-page-renewal-button = Renouveler maintenant
listings-page-renewal-hint = Un seul geste suffit, sans vous connecter.
listings-page-renewal-done = Elle est renouvelée. Elle sera affichée jusqu’au { $until }.
listings-page-renewal-review = Elle est renouvelée. Nous la vérifions avant qu’elle soit de nouveau affichée ; sa durée commence alors.
listings-page-renewal-see = Voir l’annonce
listings-page-renewal-no = Cette annonce ne peut plus être renouvelée : elle a été retirée ou modifiée, le lien a déjà servi, ou elle a expiré il y a plus d’une semaine. Connectez-vous pour voir où elle en est.
listings-page-renewal-full = Votre formule n’a plus de place pour cette annonce : d’autres restent affichées plus longtemps et occupent toutes les places. Connectez-vous et retirez-en une, ou passez à une formule plus grande. Puis revenez renouveler celle-ci.
listings-page-renewal-sign-in = Me connecter et voir mes annonces

## Examen et signalements

listings-review-title = À décider
listings-review-open = { $n ->
    [one] Une annonce attend une décision.
   *[other] { $n } annonces attendent une décision, la plus ancienne d’abord.
}
listings-review-empty-title = Rien à décider
listings-review-empty-text = Les nouvelles annonces à examiner et celles qui sont signalées apparaissent ici.
listings-review-approve = La mettre en ligne
listings-review-keep = La laisser en ligne
listings-review-reason = Sinon : pourquoi ? Son auteur lira ceci.
listings-review-pictures = Ses photos sont en cause : les arrêter ailleurs aussi
listings-review-reject = La refuser
listings-review-finding-new-business = Nouvelle entreprise
listings-review-finding-resubmitted = Refusée auparavant
listings-review-finding-forbidden = Marchandise interdite
listings-review-finding-duplicate = Une autre dit la même chose
listings-review-finding-price = Prix inhabituel
listings-review-finding-picture = Photo d’une annonce refusée
listings-report-title = Signaler cette annonce
listings-report-text = Dites-nous ce qui ne va pas. Nous l’examinons ; l’entreprise ne saura pas qui l’a signalée.
listings-report-reason = Qu’est-ce qui ne va pas ?
listings-report-reason-scam = Cela ressemble à une fraude
listings-report-reason-forbidden = La vente en est interdite
listings-report-reason-wrong = Ce n’est pas conforme, ou ce n’est plus disponible
listings-report-reason-copy = C’est une copie ou un doublon
listings-report-reason-offensive = C’est offensant
listings-report-reason-other = Autre chose
listings-report-note = Avec vos mots
listings-report-note-hint = Facultatif, sauf si vous avez choisi « autre chose ».
listings-report-send = Envoyer
listings-page-report = Signaler cette annonce
listings-flash-approved = Décidé : elle est en ligne.
listings-flash-rejected = Décidé : elle est refusée, et son auteur lit pourquoi.
listings-flash-changed-since = L’annonce a changé depuis que vous l’avez lue. Ce qui attend est affiché ici dans son état actuel.
listings-flash-reported = Merci. Nous examinons cette annonce.

## Les résultats d’une annonce

listings-statistics-title = Ses résultats
listings-statistics-link = Résultats
listings-statistics-text = Les 14 derniers jours. Chacun compte une fois par jour ; vous et votre équipe ne comptez pas.
listings-statistics-shown = Affichée
listings-statistics-views = Ouverte
listings-statistics-contacts = Appels et messages
listings-statistics-saves = Gardée
listings-statistics-day = Jour
listings-statistics-table = Les mêmes chiffres en tableau
listings-statistics-date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
listings-statistics-share = Cela fait { $share } % de tout ce qui a été affiché depuis sa parution.
listings-statistics-slot = Mise en avant, elle a été affichée { $n } fois : { $share } % de toutes les mises en avant sur cette durée. { $slots ->
    [one] Elle est la seule en ce moment.
   *[other] Une part égale entre les { $slots } actuelles serait de { $even } %.
}
listings-page-matches = Ce qui lui correspond
listings-page-propose = Proposer une catégorie
listings-page-proposed = Nous pensons que c’est ici :
listings-page-proposed-none = Nous n’avons pas de proposition pour ces mots. Choisissez dans la liste.
listings-page-call = Appeler
listings-page-whatsapp = WhatsApp
listings-page-whatsapp-text = Bonjour, j’ai vu « { $title } » sur PushNchat : { $url }
