### Le fonctionnement de la boîte de réception d’une entreprise, et la rapidité des réponses.

messaging-error-taken = Quelqu’un d’autre répond maintenant à ce client. Regardez qui, puis réessayez.
messaging-check-times = Écrivez chaque heure comme 08:00, avec l’ouverture et la fermeture.
messaging-check-never-open = Donnez les heures d’au moins un jour, ou dites que vous êtes toujours ouvert.
messaging-check-date = Choisissez chaque jour férié comme une date.
messaging-check-topics = Au plus 12 sujets peuvent être gardés.
messaging-check-skills = Choisissez parmi les sujets de votre boîte de réception.

messaging-page-desk-settings = Réglages
messaging-page-desk-rules = Heures et règles
messaging-page-desk-team = Équipe
messaging-page-desk-canned = Réponses prêtes
messaging-page-desk-times = Délais
messaging-page-desk-saved = Enregistré.
messaging-page-desk-stale = Quelqu’un d’autre a changé ceci entre-temps. Votre saisie est toujours là : enregistrez de nouveau pour la mettre à la place.

## Heures et règles

messaging-page-desk-hours = Quand vous répondez
messaging-page-desk-hours-hint = Tant que vous êtes fermé, personne ne reçoit de client et aucune attente n’est comptée. Laissez vide un jour de fermeture.
messaging-page-desk-always = Jour et nuit
messaging-page-desk-second = Une deuxième plage ce jour-là
messaging-page-desk-opens = { $day } : ouvre à
messaging-page-desk-closes = { $day } : ferme à
messaging-page-desk-time-zone = Fuseau horaire
messaging-page-desk-holidays = Jours fériés
messaging-page-desk-holidays-hint = Les jours où vous êtes fermé. Videz une date pour l’enlever.
messaging-page-desk-holiday = Jour férié { $n }
messaging-page-desk-mon = Lundi
messaging-page-desk-tue = Mardi
messaging-page-desk-wed = Mercredi
messaging-page-desk-thu = Jeudi
messaging-page-desk-fri = Vendredi
messaging-page-desk-sat = Samedi
messaging-page-desk-sun = Dimanche
messaging-page-desk-assignment = Qui reçoit le prochain client
messaging-page-desk-least-busy = Qui en a le moins
messaging-page-desk-least-busy-text = Utile quand certains clients prennent plus de temps.
messaging-page-desk-in-turn = Chacun son tour
messaging-page-desk-in-turn-text = Tout le monde en reçoit le même nombre.
messaging-page-desk-sticky = Un client qui revient retrouve la personne qu’il connaît
messaging-page-desk-by-language = Qui parle la langue du client passe en premier
messaging-page-desk-topics = Les sujets dont les clients peuvent écrire
messaging-page-desk-topics-hint = Un sujet par ligne, 12 au plus. Les clients en choisissent un quand ils vous écrivent. Dans l’équipe, qui le connaît les reçoit en premier.
messaging-page-desk-waiting = Quand un client attend
messaging-page-desk-waiting-hint = Seules les minutes d’ouverture comptent.
messaging-page-desk-manager-after = Minutes avant de prévenir les responsables
messaging-page-desk-ceo-after = Minutes avant de prévenir la direction
messaging-page-desk-silent-after = Minutes avant de confier le client à quelqu’un d’autre

## Équipe

messaging-page-desk-team-hint = Seules les personnes en service reçoivent des clients.
messaging-page-desk-load = { $n ->
    [0] Aucun client en ce moment
    [one] Un client en ce moment
   *[other] { $n } clients en ce moment
 }
messaging-page-desk-works = En service
messaging-page-desk-more = Langues, sujets et nombre de clients
messaging-page-desk-languages = Parle
messaging-page-desk-skills = Connaît
messaging-page-desk-capacity = Clients à la fois, au plus

## Réponses prêtes

messaging-page-desk-canned-hint = Les réponses que votre équipe donne souvent. Elles sont sous chaque conversation avec un client, prêtes à être envoyées ou changées.
messaging-page-desk-canned-new = Une nouvelle
messaging-page-desk-shortcut = Nom
messaging-page-desk-canned-text = Réponse

## Délais

messaging-page-desk-period = Période
messaging-page-desk-last-days = { $n ->
    [one] Dernier jour
   *[other] { $n } derniers jours
 }
messaging-page-desk-times-hint = La moitié des clients ont eu leur réponse, ou leur solution, plus vite que cela.
messaging-page-desk-times-none-title = Rien à compter encore
messaging-page-desk-times-none = Quand des conversations avec des clients seront terminées, vous verrez ici combien de temps elles ont pris.
messaging-page-desk-times-answered = Premières réponses
messaging-page-desk-times-resolved = Terminés
messaging-page-desk-times-nobody = À personne
messaging-page-desk-times-former = Quelqu’un qui est parti
messaging-page-desk-unit-minutes = { $n } min
messaging-page-desk-unit-hours = { $n } h
messaging-page-desk-unit-days = { $n } j
