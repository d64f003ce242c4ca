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
search-category = Catégorie
search-country = Pays
search-city = Ville
search-only-featured = Mises en avant seulement
search-age = Parue
search-age-24 = Dans les dernières 24 heures
search-age-48 = Dans les 2 derniers jours
search-age-72 = Dans les 3 derniers jours
search-market = Destinée à
search-market-afcfta = Commerce en Afrique (ZLECAf)
search-market-africa-us = De l’Afrique vers les États-Unis
search-market-us-africa = Des États-Unis vers l’Afrique
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
search-along = Très peu contiennent un mot tel que vous l’avez écrit. Viennent ensuite les résultats pour « { $q } ».
search-businesses = Entreprises
search-businesses-all = Toutes les entreprises
search-businesses-found = { $n ->
    [0] Aucune entreprise
    [one] Une entreprise
   *[other] { $n } entreprises
}
search-businesses-none = Aucune entreprise de ce nom ou de ce métier. Essayez avec moins de mots.
search-none-title = Aucun résultat
search-none-text = Essayez d'autres mots, ou moins de mots. Ou dites ce qu'il vous faut : les vendeurs lisent d'abord les demandes.
search-none-yet = Rien qui corresponde parmi les premières. Touchez « Voir plus » pour chercher plus loin.
search-none-post = Publier une demande
search-broader = Chercher un seul mot

search-error-type = Cherchez `listings`, `businesses` ou `all`.
search-error-category = Cette catégorie n'existe pas.
search-error-country = Utilisez le code à deux lettres du pays, comme CI.
search-error-kind = Choisissez OFFER ou REQUEST.
search-error-switch = Répondez par true ou false.
search-error-price = Écrivez le prix en chiffres, par exemple 1500.
search-error-price-order = Le prix maximal est inférieur au prix minimal.
search-error-price-currency = Un prix a besoin d'une devise.
search-error-currency = Cette devise n'existe pas.
search-error-coordinate = La latitude va de -90 à 90, la longitude de -180 à 180 ; il faut les deux.
search-error-market = Choisissez un des marchés.
search-error-age = Choisissez 24, 48 ou 72 heures.
search-error-radius = Choisissez une distance de 1 à 500 km.
search-error-radius-place = Une distance a besoin d'un point de départ.
search-listings = Annonces

search-what = Annonces ou entreprises
search-filter = Filtres
search-without = Sans
search-filter-title = Filtres et ordre
search-sort = Ordre
search-sort-best = Les meilleures d'abord
search-sort-newest = Les plus récentes d'abord
search-sort-nearest = Les plus proches d'abord
search-sort-cheapest = Prix croissant
search-sort-dearest = Prix décroissant
search-kind = Offres ou demandes
search-place-first = Choisir un lieu pour chercher autour
search-within = À moins de { $distance }
search-price-over = À partir de { $price }
search-price-under = Jusqu'à { $price }
search-most = Rien ne contient tous ces mots. Ces résultats les ont tous sauf un.
search-trending = Très regardées en ce moment
search-save = Enregistrer la recherche
search-saved-title = Recherches enregistrées
search-saved-text = Vous êtes prévenu quand une nouvelle annonce correspond, au plus une fois par heure et par recherche.
search-saved-none-title = Aucune recherche enregistrée
search-saved-none-text = Cherchez ce qu'il vous faut et touchez « Enregistrer la recherche ». Vous serez prévenu quand quelqu'un le publie.
search-saved-done = La recherche est enregistrée. Vous serez prévenu quand une nouveauté correspond.
search-saved-gone = La recherche n'est plus enregistrée.
search-saved-forget = Retirer
search-saved-forget-one = Retirer la recherche enregistrée « { $name } »
search-alerts-on = Alertes activées
search-alerts-off = Alertes désactivées
search-alerts-stop = Alertes activées pour « { $name } » : les désactiver
search-alerts-start = Alertes désactivées pour « { $name } » : les activer
search-error-sort = Choisissez best, newest, nearest ou, pour les annonces, cheapest ou dearest.
search-error-sort-place = « Les plus proches » demande un lieu de départ.
search-error-sort-all = Annonces et entreprises dans une même liste : seul l’ordre « best » convient.
search-error-save-kind = Seules les recherches d'annonces peuvent être enregistrées.
search-error-save-empty = Écrivez des mots ou choisissez un filtre avant d'enregistrer une recherche.
search-error-save-query = Cette recherche ne peut pas être faite.
search-error-saved-too-many = Vous avez { $limit } recherches enregistrées. Retirez-en une pour en ajouter une autre.
