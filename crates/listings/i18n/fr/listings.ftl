### Textes des annonces.

## Ce qui ne va pas dans la saisie

listings-check-type = Choisissez si vous proposez ou si vous cherchez quelque chose.
listings-check-contact = Pas de lien, d’adresse e-mail ni de numéro de téléphone dans le titre. On vous joint par votre page.
listings-check-category = Choisissez une catégorie de la liste.
listings-check-price-negative = Un prix ne peut pas être négatif.
listings-check-price-too-large = C’est plus que n’importe quel prix. Vérifiez le nombre de zéros.
listings-check-price-not-a-number = Écrivez le montant en chiffres, par exemple 1500.
listings-check-price-digits = Cette monnaie a moins de chiffres après la virgule.
listings-check-currency = Choisissez une monnaie de la liste.
listings-check-latitude = Une latitude est comprise entre -90 et 90.
listings-check-longitude = Une longitude est comprise entre -180 et 180.
listings-check-country = Choisissez un pays de la liste.
listings-check-market = Choisissez un marché de la liste.
listings-check-duration = Choisissez 24, 48, 72 ou 96 heures.
listings-check-media = L’une des photos n’est plus là. Ajoutez-la de nouveau.
listings-check-media-twice = Une photo figure deux fois.
listings-check-media-too-many = Une annonce peut avoir { $most } photos au plus.
listings-check-id = Un identifiant créé sur le téléphone doit être un UUIDv7.
listings-check-range-currency = Dites dans quelle monnaie sont les prix.
listings-check-range-order = Le prix le plus haut est inférieur au plus bas.
listings-check-business = Ce n’est pas l’identifiant d’une entreprise.
listings-check-time = Écrivez l’heure comme 2026-11-21T08:00:00Z.
listings-check-sort = Cet ordre n’existe pas.
listings-check-sort-currency = Pour trier par prix, dites dans quelle monnaie.
listings-check-sort-position = Pour trier par distance, dites d’où : `lat` et `lng`.
listings-check-words-sort = Les mots se cherchent dans l’ordre de pertinence : demandez sort=relevance.
listings-check-radius = Choisissez une distance de 500 km au plus.
listings-check-status = Cet état n’existe pas.

## Ce qui n’est pas possible

listings-error-not-found = Cette annonce n’est pas là, ou plus. Les annonces ne vivent que quelques jours.
listings-error-renewal-link = Ce lien n’est pas complet : nous ne savons pas quelle annonce il renouvelle. Ouvrez-le de nouveau depuis le message, ou connectez-vous et renouvelez l’annonce parmi les vôtres.
listings-error-id-taken = Cet identifiant appartient à une autre annonce.
listings-error-already-published = Cette annonce est déjà publiée.
listings-error-not-editable = { $status ->
    [WITHDRAWN] Cette annonce a été retirée. Rétablissez-la d’abord.
    [EXPIRED] Cette annonce a expiré. Renouvelez-la plutôt.
   *[other] Cette annonce ne peut pas être modifiée pour le moment.
}
listings-error-not-live = { $status ->
    [EXPIRED] Cette annonce a expiré. Renouvelez-la d’abord.
    [DRAFT] C’est un brouillon. Publiez-le d’abord.
    [WITHDRAWN] Cette annonce a été retirée. Rétablissez-la d’abord.
   *[other] Cela n’est possible que tant que l’annonce est en ligne.
}
listings-error-not-renewable = { $status ->
    [ACTIVE] Cette annonce est en ligne. Pour lui donner plus de temps, prolongez-la.
   *[other] Seule une annonce arrivée à son terme peut être renouvelée.
}
listings-error-not-withdrawn = Cette annonce n’a pas été retirée, il n’y a donc rien à rétablir.
listings-error-restore-too-late = Elle a été retirée il y a plus de 30 jours et ne peut plus être rétablie.
listings-error-already-featured = Cette annonce est déjà mise en avant.

## Ce que permet la formule

listings-quota-media = Votre formule permet { $limit } photos par annonce.
listings-quota-extensions = { $limit ->
    [one] Votre formule permet une prolongation par annonce, et elle a été utilisée. Vous pourrez renouveler l’annonce une fois expirée.
   *[other] Votre formule permet { $limit } prolongations par annonce, et toutes ont été utilisées. Vous pourrez renouveler l’annonce une fois expirée.
}
listings-quota-active = { $used } annonces en ligne sur { $limit } sont utilisées. La prochaine place se libère le { $resets }, ou quand vous en retirez une.
listings-quota-featured = { $used } mises en avant sur { $limit } sont utilisées ce mois-ci. Les prochaines arrivent le { $resets }.
listings-quota-featured-plan = Votre formule ne comprend pas de mise en avant. La formule { $plan } en donne.
listings-quota-active-full = { $used } annonces sur { $limit } sont utilisées. Une place se libère quand vous en retirez une.

listings-error-not-in-review = { $status ->
    [ACTIVE] Cette annonce est en ligne et personne ne s’en plaint.
   *[other] Il n’y a rien à décider pour cette annonce.
}
listings-error-own-listing = C’est votre propre annonce. Vous pouvez la modifier ou la retirer.
listings-check-reason = Choisissez dans la liste ce qui ne va pas.
listings-check-days = Choisissez entre 1 et 90 jours.
