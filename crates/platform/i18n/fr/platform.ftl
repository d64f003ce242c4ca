platform-error-internal = Un problème est survenu de notre côté. Rien de ce que vous avez saisi n’est perdu ; veuillez réessayer.
platform-error-unavailable = Une partie de PushNchat est injoignable pour le moment. Réessayez dans quelques secondes.
platform-error-not-found = Il n’y a rien à cette adresse, ou plus rien.
platform-error-method = Cette adresse ne connaît pas cette action.
platform-error-unauthorized = Connectez-vous d’abord.
platform-error-forbidden = Votre compte n’a pas le droit de faire cela.
platform-error-token = Le jeton d’accès n’est pas ou plus valable. Reconnectez-vous.
platform-error-cross-site = Par sécurité, cette action venue d’un autre site a été refusée. Ouvrez PushNchat et réessayez-y.
platform-error-rate-limited = Trop de demandes. Réessayez dans { $seconds ->
    [one] une seconde
   *[other] { $seconds } secondes
}.
platform-error-rooms = Vous avez ouvert autant de salons que possible. Quittez-en un d’abord.
platform-error-cursor = Cet endroit appartient à une autre liste. Recommencez à la première page.
platform-error-limit = Demandez de 1 à 100 éléments.
platform-error-query-too-long = L’adresse est trop longue.
platform-error-media-type = Ce type de contenu n’est pas accepté à cette adresse.
platform-error-body = La demande a été coupée avant la fin.
platform-error-too-large = C’est plus volumineux que ce que cette adresse accepte.
platform-error-utf8 = Le texte n’est pas en UTF-8 valide.
platform-error-malformed = Ceci est illisible.
platform-error-unknown-field = Ce champ n’existe pas ici.
platform-error-duplicate-field = Ce champ figure deux fois.
platform-error-idempotency-key = Une clé d’idempotence compte 8 à 128 caractères ASCII visibles.
platform-error-idempotency-reused = Cette clé d’idempotence a servi à autre chose.
platform-error-under-way = La même demande est encore en cours. Redemandez dans un instant.
platform-error-version-required = Indiquez la version que vous modifiez, par If-Match ou `version`.
platform-error-version-stale = Quelqu’un d’autre a modifié ceci entre-temps.
platform-check-required = Ce champ est nécessaire.
platform-check-too-short = Au moins { $least } caractères.
platform-check-too-long = Au plus { $most } caractères ; il y en a { $count }.

# A date with its time of day in UTC.
platform-moment = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year } à { $time } UTC
