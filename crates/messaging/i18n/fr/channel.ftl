### Canaux d’une équipe

messaging-check-member = Choisissez des personnes de votre propre équipe.
messaging-check-members-many = Un canal compte { $limit } personnes au plus.
messaging-page-channel = Nom et membres
messaging-page-channel-new = Nouveau canal
messaging-page-channel-name = Nom du canal
messaging-page-channel-name-hint = Par exemple : Livraisons
messaging-page-channel-who = Qui en fait partie
messaging-page-channel-alone = Il n’y a encore personne d’autre dans votre équipe. Vous pourrez ajouter des personnes plus tard.
messaging-page-channel-make = Créer le canal
messaging-page-channel-rename = Renommer
messaging-page-channel-you = Vous
messaging-page-channel-remove = Retirer
messaging-page-channel-others = Pas encore membres
messaging-page-channel-add = Ajouter au canal
messaging-page-channel-close = Fermer le canal
messaging-page-channel-reopen = Rouvrir le canal
messaging-page-channel-leave = Quitter le canal
messaging-page-channel-left = Vous avez quitté le canal.
messaging-page-channel-saved = Enregistré.
messaging-system-created = { $by } a créé le canal « { $title } ».
messaging-system-added = { $by } a ajouté { $people }.
messaging-system-added-many = { $n ->
    [one] { $by } a ajouté { $n } personne.
   *[other] { $by } a ajouté { $n } personnes.
 }
messaging-system-removed = { $by } a retiré { $people }.
messaging-system-removed-many = { $n ->
    [one] { $by } a retiré { $n } personne.
   *[other] { $by } a retiré { $n } personnes.
 }
messaging-system-left = { $by } a quitté le canal.
messaging-system-renamed = { $by } a nommé le canal « { $title } ».
messaging-system-closed = { $by } a fermé le canal.
messaging-system-opened = { $by } a rouvert le canal.
