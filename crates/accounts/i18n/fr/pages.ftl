### Les pages : inscription, connexion, mise en route, compte, entreprises.

## Inscription

accounts-page-sign-up = Créer un compte
accounts-page-sign-up-text = Gratuit pour acheter comme pour vendre. Cela prend une minute.
accounts-page-sign-up-do = Créer mon compte
accounts-page-sign-up-next = Ensuite, nous envoyons un code à six chiffres à cette adresse. Une fois le code saisi, vous choisissez si vous voulez acheter ou vendre.
accounts-page-have-account = Vous avez déjà un compte ?
accounts-page-name = Votre nom
accounts-page-name-hint = Comme on vous appelle. Votre entreprise aura son propre nom ensuite.
accounts-page-country = Pays
accounts-page-choose = À choisir
accounts-page-address = Numéro de téléphone ou e-mail
accounts-page-address-hint = Ce que vous utilisez le plus : 77 123 45 67 ou vous@exemple.com
accounts-page-address-hint-plus = Un numéro de l’étranger commence par + et l’indicatif du pays, par exemple +221.
accounts-page-password = Mot de passe
accounts-page-password-rules = Au moins 8 caractères. Ni votre nom ni votre numéro, ni ce que beaucoup d’autres utilisent : trois mots à la suite se retiennent bien et se devinent mal.

## Le code

accounts-page-verify = Saisissez le code
accounts-page-verify-text = Saisissez l’adresse de votre inscription et le code que nous y avons envoyé.
accounts-page-verify-do = Valider le code
accounts-page-verify-password = Celui que vous avez choisi à l’inscription. Laissez vide si ce n’est pas vous qui vous êtes inscrit ou si vous ne le connaissez pas : vous en choisirez un nouveau.
accounts-page-code-sent = Si { $address } peut servir à un nouveau compte, un code à six chiffres y est en route.
accounts-page-code = Code
accounts-page-code-hint = Six chiffres, valables dix minutes.
accounts-page-code-tries = { $n ->
    [0] C’était le dernier essai : demandez un nouveau code.
    [one] Il reste un essai.
   *[other] Il reste { $n } essais.
}
accounts-page-no-code = Pas de code ?
accounts-page-no-code-text = Certains réseaux mettent une minute ou deux. Regardez dans les indésirables et vérifiez l’adresse. Si elle a déjà un compte, c’est ce que nous y avons écrit.
accounts-page-resend = Envoyer un nouveau code
accounts-page-resend-wait = { $n ->
    [one] Vous pourrez en demander un autre dans une seconde.
   *[other] Vous pourrez en demander un autre dans { $n } secondes.
}
accounts-page-resend-early = Le dernier code est encore en route : attendez une minute avant d’en demander un autre.
accounts-page-resent = Un nouveau code est en route. Seul le plus récent fonctionne.
accounts-page-other-address = Prendre une autre adresse
accounts-page-verified-sign-in = L’adresse est bien la vôtre, merci. Connectez-vous maintenant avec votre mot de passe.
accounts-page-verified = Votre adresse est confirmée.
accounts-page-verified-choose = Votre adresse est confirmée. Choisissez maintenant un mot de passe : un autre code vous est envoyé pour cela.
accounts-page-verified-later = Votre adresse est confirmée. Elle n’a pas encore de mot de passe et a reçu ses codes pour aujourd’hui : choisissez-en un demain.

## Connexion et déconnexion

accounts-page-sign-in = Se connecter
accounts-page-sign-in-text = Content de vous revoir.
accounts-page-forgot-link = Mot de passe oublié ?
accounts-page-new-here = Nouveau ici ?
accounts-page-new-here-text = Avec un compte, vous pouvez vendre, garder ce qui vous plaît et être trouvé.
accounts-page-signed-out = Vous êtes déconnecté. À bientôt.
accounts-page-signed-out-everywhere = Vous êtes déconnecté de tous vos appareils.

## Mots de passe

accounts-page-forgot = Changer de mot de passe
accounts-page-forgot-text = Indiquez votre numéro ou votre e-mail : nous y envoyons un code avec lequel vous choisirez un nouveau mot de passe.
accounts-page-forgot-do = Envoyez-moi un code
accounts-page-back-to-sign-in = Retour à la connexion
accounts-page-reset = Choisissez un nouveau mot de passe
accounts-page-reset-sent = Si { $address } a un compte, un code à six chiffres y est en route.
accounts-page-new-password = Nouveau mot de passe
accounts-page-reset-do = Enregistrer le mot de passe
accounts-page-reset-again = Envoyer un autre code
accounts-page-reset-done = Le nouveau mot de passe est en place et tous les appareils sont déconnectés. Connectez-vous avec lui.

## Mise en route

accounts-page-step-role = Qu’est-ce qui vous amène ?
accounts-page-step-role-text = Acheter, vous le pourrez toujours. Ceci décide de nos prochaines questions.
accounts-page-step-language-country = Où vivez-vous, et que lisez-vous ?
accounts-page-step-language-country-text = Pour que les prix, les lieux et les messages soient justes.
accounts-page-step-business-basics = Votre entreprise
accounts-page-step-business-basics-text = C’est ce que les clients voient d’abord.
accounts-page-step-category-market = Dans quoi travaillez-vous ?
accounts-page-step-category-market-text = Pour que les bonnes personnes vous trouvent.
accounts-page-step-location = Où peut-on vous trouver ?
accounts-page-step-location-text = Les acheteurs proches voient vos offres en premier.
accounts-page-step-done = Tout est prêt
accounts-page-step-saved = Enregistré étape par étape : vous pouvez arrêter ici et continuer plus tard.
accounts-page-step-waits = Enregistré. Votre entreprise apparaît dès que votre adresse est confirmée.
accounts-page-role-question = Je veux…
accounts-page-role-consumer = Acheter
accounts-page-role-consumer-text = Trouver des offres près de moi
accounts-page-role-business = Vendre
accounts-page-role-business-text = Montrer mon entreprise, publier offres et demandes
accounts-page-role-financial = Financer
accounts-page-role-financial-text = Une banque ou un investisseur ; nous vérifions d’abord
accounts-page-role-partner = Servir les entreprises
accounts-page-role-partner-text = Logistique, droit, formation… ; nous vérifions d’abord
accounts-page-role-waits = Vous avez demandé à être ici pour « { $role } ». Nous regardons cela et vous écrivons ; d’ici là, tout le reste fonctionne.
accounts-page-language = Langue
accounts-page-welcome = Bienvenue, { $name } !
accounts-page-done-seller = Votre entreprise a maintenant sa page. Publiez votre première offre : elle est montrée aussitôt aux acheteurs proches.
accounts-page-done-buyer = Regardez autour de vous, gardez ce qui vous plaît et appelez le vendeur. Le plus proche vient d’abord.
accounts-page-done-next = Reprendre où vous étiez
accounts-page-done-post = Publier une offre
accounts-page-done-browse = Voir ce qu’il y a près de moi
accounts-page-see-business = Voir votre page
accounts-page-verify-first = Enregistré. Votre entreprise apparaît dès que votre adresse est confirmée : saisissez le code que nous vous avons envoyé.

## Une entreprise

accounts-page-business-name = Nom de l’entreprise
accounts-page-business-name-hint = Comme sur l’enseigne. Ni numéro de téléphone ni lien.
accounts-page-business-type = Quel genre d’entreprise est-ce ?
accounts-page-type-producer = Producteur
accounts-page-type-producer-text = Cultive, élève, pêche ou extrait
accounts-page-type-manufacturer = Fabricant
accounts-page-type-manufacturer-text = Fabrique à la main ou à la machine
accounts-page-type-trader = Négociant
accounts-page-type-trader-text = Achète et vend en gros
accounts-page-type-retailer = Boutique
accounts-page-type-retailer-text = Vend au détail
accounts-page-type-service = Service
accounts-page-type-service-text = Travaille pour d’autres
accounts-page-type-logistics = Transport
accounts-page-type-logistics-text = Transporte et entrepose
accounts-page-type-finance = Finance
accounts-page-type-finance-text = Prête, assure, paie
accounts-page-type-cooperative = Coopérative
accounts-page-type-cooperative-text = Plusieurs qui agissent ensemble
accounts-page-description = À propos de l’entreprise
accounts-page-description-hint = Ce que vous faites bien, depuis quand, ce sur quoi les clients peuvent compter
accounts-page-categories = Catégories
accounts-page-categories-hint = Cinq au plus. Ouvrez un groupe et cochez ce qui convient.
accounts-page-category-all = { $name }, en général
accounts-page-market = Pour quel marché travaillez-vous ?
accounts-page-market-hint = Vous pourrez le changer plus tard.
accounts-page-market-none = Surtout autour de moi
accounts-page-market-none-text = Pas de marché particulier
accounts-page-market-afcfta = En Afrique
accounts-page-market-afcfta-text = Dans la zone de libre-échange africaine
accounts-page-market-africa-us = De l’Afrique vers les États-Unis
accounts-page-market-africa-us-text = Exportations
accounts-page-market-us-africa = Des États-Unis vers l’Afrique
accounts-page-market-us-africa-text = Importations
accounts-page-where = Lieu
accounts-page-city = Ville
accounts-page-city-hint = La ville connue la plus proche
accounts-page-street = Rue, marché ou repère
accounts-page-street-hint = Par exemple « Marché Sandaga, porte 2 ». C’est affiché sur votre page.
accounts-page-locate = Utiliser ma position actuelle
accounts-page-located = Position notée. Elle sert à calculer les distances.
accounts-page-locate-failed = Votre téléphone n’a pas donné sa position. La ville suffit.
accounts-page-contact = Contact
accounts-page-phone = Téléphone pour les clients
accounts-page-phone-hint = Affiché sur votre page, pour qu’on vous appelle d’un geste
accounts-page-email = E-mail pour les clients
accounts-page-website = Site web
accounts-page-logo = Logo
accounts-page-logo-hint = Une image carrée convient le mieux : votre enseigne, votre étal ou votre meilleur produit.
accounts-page-hours = Heures d’ouverture
accounts-page-hours-hint = Laissez vide un jour de fermeture. Une fermeture avant l’ouverture veut dire après minuit.
accounts-page-hours-second = Une deuxième plage ce jour-là
accounts-page-opens = { $day } : ouvre à
accounts-page-closes = { $day } : ferme à
accounts-page-time-zone = Fuseau horaire
accounts-page-time-zone-country = Celui du pays
accounts-page-business-new = Créer une entreprise
accounts-page-business-edit = Modifier la page
accounts-page-business-text = Tout ce qui est ici est public, sauf ce que vous laissez vide.
accounts-page-business-saved = Votre page est à jour.
accounts-page-conflict = Quelqu’un d’autre a modifié cette page entre-temps
accounts-page-conflict-text = Rien n’a été écrasé. Votre saisie est toujours ci-dessous : enregistrez encore pour garder la vôtre, ou reprenez d’abord la leur.
accounts-page-conflict-theirs = Tel que c’est maintenant
accounts-page-conflict-yours = Tel que vous l’avez saisi
accounts-page-conflict-drop = Abandonner ma saisie et recharger la page
accounts-page-empty-value = (vide)

## La page publique d’une entreprise

accounts-page-listings = Offres et demandes
accounts-page-listings-none = Rien à proposer en ce moment
accounts-page-listings-none-text = Les offres durent quelques jours. Appelez l’entreprise, ou voyez ce que d’autres proposent.
accounts-page-listings-none-own = Votre page n’a pas encore d’offres
accounts-page-listings-none-own-text = Les pages avec des offres sont trouvées bien plus souvent. La première prend deux minutes.
accounts-page-no-description = Dites en quelques mots ce que vous faites bien : les pages avec un texte reçoivent plus d’appels.
accounts-page-call = Appeler
accounts-page-mail = Écrire un e-mail
accounts-page-address-label = Adresse
accounts-page-closed = Fermé
accounts-page-open-until = Ouvert maintenant, jusqu’à { $time }
accounts-page-open-always = Ouvert jour et nuit
accounts-page-opens-today = Fermé en ce moment. Ouvre aujourd’hui à { $time }
accounts-page-opens-tomorrow = Fermé en ce moment. Ouvre demain à { $time }
accounts-page-opens-on = Fermé en ce moment. Réouverture : { $day }, { $time }
accounts-page-share = Partager sur WhatsApp
accounts-page-share-text = { $name } sur PushNchat : { $url }
accounts-page-since = Sur PushNchat depuis { $date }
accounts-page-summary = { $type } à { $place }. Offres, horaires et contact sur PushNchat.
accounts-page-mon = lundi
accounts-page-tue = mardi
accounts-page-wed = mercredi
accounts-page-thu = jeudi
accounts-page-fri = vendredi
accounts-page-sat = samedi
accounts-page-sun = dimanche

## Le compte

accounts-page-account = Votre compte
accounts-page-greeting = Bonjour, { $name }
accounts-page-proved = Confirmé
accounts-page-unproved = Pas encore confirmé
accounts-page-unproved-text = Confirmez votre adresse : c’est seulement ensuite que vous pourrez publier et être trouvé.
accounts-page-unproved-do = Saisir le code
accounts-page-unfinished = Quelques questions restent ouvertes.
accounts-page-unfinished-do = Continuer la mise en route
accounts-page-my-business = Votre entreprise
accounts-page-my-listings = Mes annonces
accounts-page-messages = Messages
accounts-page-saved = Annonces gardées
accounts-page-saved-searches = Recherches enregistrées
accounts-page-review = Annonces à examiner
accounts-page-message-reports = Messages signalés
accounts-page-write = Écrire un message
accounts-page-no-business = Pas encore d’entreprise
accounts-page-no-business-text = Créez-en une pour publier des offres et avoir votre propre page.
accounts-page-ceo = Vous la dirigez
accounts-page-manager = Vous êtes responsable
accounts-page-staff = Vous êtes de l’équipe
accounts-page-profile = Profil
accounts-page-preferences = Préférences
accounts-page-language-hint = Aussi celle des messages que nous vous envoyons
accounts-page-currency = Monnaie
accounts-page-currency-any = Celle du vendeur
accounts-page-time-zone-any = Celui de mon pays
accounts-page-data-saver = Économiser les données
accounts-page-data-saver-hint = Les images viennent quand vous les touchez.
accounts-page-profile-saved = Votre profil est enregistré.
accounts-page-preferences-saved = Vos préférences sont enregistrées.
accounts-page-stale = Votre compte a été modifié entre-temps sur un autre appareil. Votre saisie est toujours là : enregistrez encore pour la garder.
accounts-page-sessions = Appareils connectés
accounts-page-sessions-text = Un appareil que vous ne connaissez pas ? Fermez sa session et changez de mot de passe.
accounts-page-this-device = Cet appareil
accounts-page-seen = vu { $ago }
accounts-page-end = Fermer
accounts-page-end-session = Fermer la session sur { $device }
accounts-page-session-ended = Cet appareil est déconnecté.
accounts-page-sign-out = Se déconnecter
accounts-page-sign-out-everywhere = Se déconnecter partout
accounts-page-more = Autres réglages
accounts-page-change-password = Changer de mot de passe
accounts-page-delete-link = Supprimer le compte
accounts-page-delete = Supprimer votre compte ?
accounts-page-delete-what = Ce qui se passe alors
accounts-page-delete-sessions = Vous êtes aussitôt déconnecté de tous vos appareils, et plus personne ne peut se connecter avec ce compte.
accounts-page-delete-address = Votre numéro et votre e-mail sont libres : vous pourrez ouvrir un nouveau compte avec eux.
accounts-page-delete-business = « { $business } » vous perd. Si personne d’autre n’est dans son équipe, sa page et ses annonces disparaissent aussi.
accounts-page-delete-final = Vous ne pourrez pas revenir en arrière.
accounts-page-delete-sure = Oui, je veux supprimer mon compte
accounts-page-delete-tick = Cochez cette case si vous en êtes sûr.
accounts-page-delete-do = Supprimer mon compte
accounts-page-delete-not = Le garder
accounts-page-deleted = Votre compte est supprimé. Merci d’avoir été des nôtres.
accounts-page-done-sell = Commencer à vendre

## E-mail et téléphone du compte

accounts-page-contacts = E-mail et téléphone
accounts-page-contacts-link = Changer l’e-mail ou le téléphone
accounts-page-contacts-text = Vous vous connectez avec l’un ou l’autre. Un nouveau compte dès que vous avez saisi le code que nous y envoyons ; l’ancien en est averti.
accounts-page-contacts-email = E-mail
accounts-page-contacts-phone = Téléphone
accounts-page-contacts-add = Ajouter
accounts-page-contacts-change = Remplacer par
accounts-page-contacts-send = Y envoyer un code
accounts-page-contacts-remove = Retirer
accounts-page-contacts-remove-text = Vous ne pourrez plus vous connecter avec, et n’y recevrez plus de messages.
accounts-page-contacts-remove-do = Retirer cette adresse
accounts-page-contacts-back = Retour au compte
accounts-page-contact-code-sent = Si { $address } peut servir à votre compte, un code à six chiffres est en route.
accounts-page-contact-no-code = Pas de code ? Certains réseaux ont besoin d’une minute ou deux. Si un autre compte a déjà cette adresse, c’est ce que nous y avons écrit.
accounts-page-contact-saved = La nouvelle adresse est confirmée. Connectez-vous désormais avec elle.
accounts-page-contact-removed = L’adresse est retirée.

## Supprimer une entreprise

accounts-page-business-delete = Supprimer l’entreprise
accounts-page-business-delete-title = Supprimer « { $business } » ?
accounts-page-business-delete-hidden = Sa page et ses annonces disparaissent aussitôt, pour tout le monde.
accounts-page-business-delete-team = Plus personne de l’équipe ne peut agir en son nom.
accounts-page-business-delete-restore = Vous pouvez la rétablir pendant 30 jours depuis votre compte. Ensuite, elle disparaît pour de bon.
accounts-page-business-delete-sure = Oui, je veux supprimer l’entreprise
accounts-page-business-delete-do = Supprimer l’entreprise
accounts-page-business-deleted = L’entreprise est supprimée. Vous pouvez la rétablir pendant 30 jours.
accounts-page-business-deleted-badge = Supprimée
accounts-page-business-is-deleted = { $n ->
    [one] Cette entreprise est supprimée. On peut la rétablir jusqu’à demain.
   *[other] Cette entreprise est supprimée. On peut la rétablir pendant encore { $n } jours.
}
accounts-page-business-restore = La rétablir
accounts-page-business-restore-ceo = La personne qui la dirige peut la rétablir.
accounts-page-business-restored = L’entreprise est de retour, avec sa page.
accounts-page-connect = Entrer en relation
accounts-page-connections = Relations

## Verification of a business

accounts-level-basic = Non vérifiée
accounts-level-basic-text = Les clients font confiance aux entreprises dont nous avons vu les papiers : leur nom porte partout une coche.
accounts-level-verified = Vérifiée
accounts-level-verified-text = Nous avons vu vos papiers, et votre nom porte la coche. Avec d’autres papiers, vous pouvez devenir une entreprise de confiance.
accounts-level-trusted = De confiance
accounts-level-trusted-text = Nous connaissons bien votre entreprise. Il n’y a plus rien à envoyer.
accounts-page-verification = Vérification
accounts-page-papers-send-title = Envoyer des papiers
accounts-page-papers = Photos ou fichiers PDF des papiers
accounts-page-papers-hint = Une à quatre photos, lisibles d’un bord à l’autre, ou des fichiers PDF : registre du commerce, papiers fiscaux, licence, pièce d’identité du propriétaire.
accounts-page-papers-note = Quelque chose que nous devrions savoir ?
accounts-page-papers-private = Seuls ceux qui dirigent votre entreprise et notre équipe voient ces fichiers. Ils sont gardés chiffrés et effacés 90 jours après notre réponse.
accounts-page-papers-send = Les envoyer
accounts-page-papers-sent = Vos papiers sont arrivés. Nous les regardons et vous écrivons.
accounts-page-papers-history = Ce qui a été envoyé et décidé
accounts-page-papers-open = Envoyés { $ago }. Nous les regardons et vous écrivons.
accounts-page-papers-approved = Décidé { $ago }. Nouveau niveau : { $level }.
accounts-page-papers-refused = Décidé { $ago }. Ces papiers ne suffisaient pas :
accounts-page-papers-taken-back = Changé { $ago }. Votre niveau est maintenant : { $level }. La raison :
accounts-page-paper = Papier { $n }

## What admins decide about businesses and people

accounts-review-title = Entreprises et rôles à examiner
accounts-review-papers = Papiers d’entreprises
accounts-review-papers-none = Aucun papier n’attend.
accounts-review-open = { $n ->
    [one] Une entreprise attend.
   *[other] { $n } entreprises attendent.
}
accounts-review-approve-verified = La déclarer vérifiée
accounts-review-approve-trusted = La déclarer de confiance
accounts-review-refuse = Refuser
accounts-review-reason = Sinon : pourquoi ? L’entreprise lira ceci.
accounts-review-roles = Rôles demandés
accounts-review-roles-none = Personne n’attend de rôle.
accounts-review-role-asked = Demande le rôle « { $role } ».
accounts-review-role-give = Le donner
accounts-review-given = Vérifiées récemment
accounts-review-take-back = Reprendre le niveau
accounts-review-flash-approved = Décidé : l’entreprise a son nouveau niveau.
accounts-review-flash-refused = Décidé : l’entreprise apprend pourquoi.
accounts-review-flash-taken-back = Le niveau est repris, et l’entreprise apprend pourquoi.
accounts-review-flash-role-given = Décidé : le rôle est donné.
accounts-review-flash-role-refused = Décidé : le rôle est refusé.
accounts-review-flash-decided = Quelqu’un a déjà décidé.
