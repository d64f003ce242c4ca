bizconnect-page-title = Relations
bizconnect-page-tab-suggestions = Suggestions
bizconnect-page-tab-received = Reçues
bizconnect-page-tab-sent = Envoyées
bizconnect-page-tab-connected = En relation
bizconnect-page-tab-past = Passées
bizconnect-page-market = Marché
bizconnect-page-why = Pourquoi
bizconnect-page-connect = Contacter
bizconnect-page-connect-with = Contacter { $name }
bizconnect-page-dismiss = Pas pour nous
bizconnect-page-dismiss-this = Pas pour nous : { $name }
bizconnect-page-dismissed = { $name } ne sera plus suggérée.
bizconnect-page-undo = Annuler
bizconnect-page-details = Détails
bizconnect-page-chat = Discuter
bizconnect-page-chat-with = Discuter avec { $name }
bizconnect-page-details-of = Détails de la relation avec { $name }
bizconnect-page-left-today = { $n ->
    [0] Vous avez vu toutes les nouvelles suggestions du jour.
    [one] Vous pouvez voir encore { $n } nouvelle suggestion aujourd’hui.
   *[other] Vous pouvez voir encore { $n } nouvelles suggestions aujourd’hui.
}
bizconnect-page-staff = Vous pouvez consulter. Un responsable ou le dirigeant de votre entreprise envoie les demandes et y répond.
bizconnect-page-unproved = Confirmez d’abord votre adresse e-mail ou votre numéro de téléphone. Vous pourrez ensuite demander à vous connecter.
bizconnect-page-unproved-action = Confirmer maintenant
bizconnect-page-no-business-title = Les relations se nouent entre entreprises
bizconnect-page-no-business-text = Créez votre entreprise : nous vous montrerons des partenaires qui conviennent, avec les raisons.
bizconnect-page-no-business-action = Créer une entreprise
bizconnect-page-none-title = Pas encore de suggestions
bizconnect-page-none-text = Plus vous en dites sur votre entreprise (catégories, lieu, offres et besoins), mieux nous pouvons suggérer.
bizconnect-page-none-action = Compléter mon entreprise
bizconnect-page-received-none-title = Aucune demande en attente
bizconnect-page-received-none-text = Quand une entreprise veut entrer en relation avec la vôtre, vous répondez ici.
bizconnect-page-sent-none-title = Vous n’attendez personne
bizconnect-page-sent-none-text = Vos demandes restent ici jusqu’à la réponse, pendant 30 jours.
bizconnect-page-connected-none-title = Pas encore de relations
bizconnect-page-connected-none-text = Contactez une entreprise qui convient ; dès qu’elle accepte, vous discutez librement.
bizconnect-page-past-none-title = Rien ici
bizconnect-page-past-none-text = Les demandes refusées, retirées ou restées sans réponse arrivent ici.
bizconnect-page-see-suggestions = Voir les suggestions
bizconnect-page-ask = Demander une mise en relation
bizconnect-page-note = Présentez-vous
bizconnect-page-note-hint = Facultatif. Dites ce que vous proposez ou cherchez. { $n } caractères au plus.
bizconnect-page-send = Envoyer la demande
bizconnect-page-there-already = Il y a déjà quelque chose entre vous.
bizconnect-page-newer = Il y en a une plus récente entre vous.
bizconnect-page-see-it = Voir
bizconnect-page-corridor = Avant votre premier devis
bizconnect-page-corridor-care = Ce sont des règles générales, pas un conseil juridique. La douane a le dernier mot.
bizconnect-page-checked = vérifié le { $day }
bizconnect-page-your-note = Votre présentation
bizconnect-page-their-note = Leur présentation
bizconnect-page-gone = Une entreprise disparue
bizconnect-page-state-sent = En attente de réponse
bizconnect-page-state-received = Demande à entrer en relation
bizconnect-page-state-accepted = En relation
bizconnect-page-state-declined = Refusée
bizconnect-page-state-withdrawn = Retirée
bizconnect-page-state-blocked = Bloquée
bizconnect-page-state-expired = Sans réponse à temps
bizconnect-page-line-pending = { $ago } · { $left }
bizconnect-page-line-again = { $ago } · nouvelle demande possible : { $left }
bizconnect-page-accept = Accepter
bizconnect-page-accept-after-all = Accepter finalement
bizconnect-page-decline = Refuser
bizconnect-page-withdraw = Retirer
bizconnect-page-block = Bloquer
bizconnect-page-unblock = Débloquer
bizconnect-page-block-summary = Bloquer cette entreprise
bizconnect-page-block-text = Aucune des deux ne pourra alors demander ni écrire à l’autre. Vous pourrez revenir en arrière.
bizconnect-flash-requested = Votre demande est partie. Vous serez averti de la réponse.
bizconnect-flash-met = Vous vous étiez contactées toutes les deux : vous êtes en relation.
bizconnect-flash-accepted = Vous êtes en relation. Vous pouvez discuter.
bizconnect-flash-declined = Vous avez refusé. Vous pouvez encore accepter finalement.
bizconnect-flash-withdrawn = Vous avez retiré votre demande. Vous pourrez redemander dans 30 jours.
bizconnect-flash-blocked = L’entreprise est bloquée. Vous pouvez la débloquer ici.
bizconnect-flash-changed = Cela a changé entre-temps. Voici où en sont les choses.
bizconnect-flash-restored = Elle pourra de nouveau être suggérée.
bizconnect-metrics-link = Chiffres
bizconnect-metrics-title = Vos mises en relation en chiffres
bizconnect-metrics-text = { $n ->
    [one] Cette semaine. Une demande compte dans la semaine où elle a été faite.
   *[other] Les { $n } dernières semaines, celle-ci comprise. Une demande compte dans la semaine où elle a été faite.
}
bizconnect-metrics-sent = Demandes envoyées
bizconnect-metrics-received = Demandes reçues
bizconnect-metrics-total = { $n }, dont acceptées : { $accepted }
bizconnect-metrics-sent-share = des demandes envoyées et closes ont été acceptées
bizconnect-metrics-received-share = des demandes reçues et closes ont été acceptées
bizconnect-metrics-their-time = avant une réponse aux demandes envoyées, en général
bizconnect-metrics-own-time = avant une réponse aux demandes reçues, en général
bizconnect-metrics-percent = { $n } %
bizconnect-metrics-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
bizconnect-metrics-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
bizconnect-metrics-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
bizconnect-metrics-table = En tableau
bizconnect-metrics-week = Semaine du
bizconnect-metrics-col-sent = Envoyées
bizconnect-metrics-col-received = Reçues
bizconnect-metrics-col-accepted = Acceptées
bizconnect-metrics-col-time = Réponse après
bizconnect-metrics-none-title = Aucune demande ces semaines-ci
bizconnect-metrics-none-text = Quand vous contactez une entreprise, ou qu’une entreprise vous contacte, vous voyez ici ce que cela donne.
