### Recherche et exploration.

search-title = Recherche
search-title-for = Résultats pour « { $q } »
search-explore = Explorer
search-categories = Catégories
search-newest = Nouveautés
search-quiet-title = Rien pour l'instant
search-quiet-text = Personne n'a encore publié. Votre annonce serait la première que l'on voit.

search-filters = Afficher
search-kind-all = Tout
search-kind-offers = Offres
search-kind-requests = Recherchés
search-only-verified = Vendeurs vérifiés
search-only-photo = Avec photo
search-narrower = Affiner
search-more-filters = Plus de filtres
search-category = Catégorie
search-country = Pays
search-city = Ville
search-radius = Dans un rayon de
search-any = Peu importe
search-price-min = Prix à partir de
search-price-max = Prix jusqu'à
search-currency = Devise
search-apply = Voir les résultats
search-clear = Sans filtres

search-found = { $n ->
    [0] Aucun résultat
    [one] Un résultat
   *[other] { $n } résultats
}
search-found-many = Plus de { $n } résultats
search-corrected = Rien ne contient ces mots tels que vous les avez écrits. Voici les résultats pour « { $q } ».
search-businesses = Entreprises
search-businesses-all = Toutes les entreprises
search-businesses-found = { $n ->
    [0] Aucune entreprise
    [one] Une entreprise
   *[other] { $n } entreprises
}
search-businesses-none = Aucune entreprise de ce nom ou de ce métier. Essayez avec moins de mots.
search-to-listings = Voir les annonces
search-none-title = Aucun résultat
search-none-text = Essayez d'autres mots, ou moins de mots. Ou dites ce qu'il vous faut : les vendeurs lisent d'abord les demandes.
search-none-post = Publier une demande
search-broader = Chercher un seul mot

search-error-type = Cherchez `listings` ou `businesses`.
search-error-category = Cette catégorie n'existe pas.
search-error-country = Utilisez le code à deux lettres du pays, comme CI.
search-error-kind = Choisissez OFFER ou REQUEST.
search-error-switch = Répondez par true ou false.
search-error-price = Écrivez le prix en chiffres, par exemple 1500.
search-error-price-order = Le prix maximal est inférieur au prix minimal.
search-error-price-currency = Un prix a besoin d'une devise.
search-error-currency = Cette devise n'existe pas.
search-error-coordinate = La latitude va de -90 à 90, la longitude de -180 à 180 ; il faut les deux.
search-error-radius = Choisissez une distance de 1 à 500 km.
search-error-radius-place = Une distance a besoin d'un point de départ.
search-listings = Annonces
