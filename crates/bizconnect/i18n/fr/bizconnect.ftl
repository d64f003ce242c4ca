# Errors
bizconnect-error-not-found = Cette mise en relation n’existe pas ou ne vous est pas accessible.
bizconnect-error-no-such-business = Cette entreprise n’existe pas, ou personne ne répond pour elle en ce moment.
bizconnect-error-oneself = Une entreprise ne peut pas se mettre en relation avec elle-même.
bizconnect-error-no-such-market = Ce marché n’existe pas.
bizconnect-error-own-country = Ce marché n’est pas ouvert aux entreprises de votre pays.
bizconnect-error-other-country = L’autre entreprise n’est pas dans un pays que ce marché relie.
bizconnect-error-same-country = Les deux entreprises sont dans le même pays : ce marché relie des pays différents.
bizconnect-error-plan = Votre formule n’ouvre pas ce marché. Il est ouvert avec : { $plans }.
bizconnect-error-already-requested = Vous avez déjà contacté cette entreprise. Elle n’a pas encore répondu.
bizconnect-error-already-connected = Vous êtes déjà en relation avec cette entreprise.
bizconnect-error-blocked-by-you = Vous avez bloqué cette entreprise. Débloquez-la d’abord.
bizconnect-error-blocked = Cette entreprise ne peut pas être contactée.
bizconnect-error-too-soon = Vous pourrez redemander à partir du { $day }.
bizconnect-error-request-waits = Votre demande de mise en relation attend une réponse. Vous pourrez écrire à cette entreprise dès qu’elle aura accepté.
bizconnect-error-write-too-soon = Cette entreprise a décliné votre demande de mise en relation. Vous pourrez lui écrire à partir du { $day }.
bizconnect-error-no-such-way = Ce n’est pas possible dans l’état actuel de la mise en relation.
bizconnect-error-replaced = Il y a une demande ou une mise en relation plus récente entre vos deux entreprises : utilisez celle-là.
bizconnect-check-business = Ce n’est pas l’identifiant d’une entreprise.
bizconnect-check-status = Choisissez PENDING, ACCEPTED, DECLINED, WITHDRAWN, BLOCKED ou EXPIRED.
bizconnect-check-direction = Choisissez SENT ou RECEIVED.
bizconnect-check-way = Une mise en relation passe à ACCEPTED, DECLINED, WITHDRAWN ou BLOCKED.
bizconnect-check-weeks = Choisissez de 1 à 52 semaines.

# Quotas. $what is REQUEST, FIRST_MESSAGE or SUGGESTION.
bizconnect-quota-day = { $what ->
    [REQUEST] Vous avez envoyé { $used } demandes sur { $limit } aujourd’hui.
    [FIRST_MESSAGE] Vous avez écrit { $used } premiers messages sur { $limit } aujourd’hui.
   *[SUGGESTION] Vous avez vu { $used } suggestions sur { $limit } aujourd’hui.
} Vous pourrez continuer après le { $resets }, ou avec la formule { $plan }.
bizconnect-quota-day-most = { $what ->
    [REQUEST] Vous avez envoyé { $used } demandes sur { $limit } aujourd’hui.
    [FIRST_MESSAGE] Vous avez écrit { $used } premiers messages sur { $limit } aujourd’hui.
   *[SUGGESTION] Vous avez vu { $used } suggestions sur { $limit } aujourd’hui.
} Vous pourrez continuer après le { $resets }.
bizconnect-quota-month = { $what ->
    [REQUEST] Vous avez envoyé { $used } demandes sur { $limit } ce mois-ci.
    [FIRST_MESSAGE] Vous avez écrit { $used } premiers messages sur { $limit } ce mois-ci.
   *[SUGGESTION] Vous avez vu { $used } suggestions sur { $limit } ce mois-ci.
} Vous pourrez continuer après le { $resets }, ou avec la formule { $plan }.
bizconnect-quota-month-most = { $what ->
    [REQUEST] Vous avez envoyé { $used } demandes sur { $limit } ce mois-ci.
    [FIRST_MESSAGE] Vous avez écrit { $used } premiers messages sur { $limit } ce mois-ci.
   *[SUGGESTION] Vous avez vu { $used } suggestions sur { $limit } ce mois-ci.
} Vous pourrez continuer après le { $resets }.

# Reasons
bizconnect-reason-offers = Propose ce que vous cherchez : { $category }
bizconnect-reason-wants = Cherche ce que vous avez : { $category }
bizconnect-reason-supplies = Fournit des métiers comme le vôtre : { $category }
bizconnect-reason-buys = Achète à des métiers comme le vôtre : { $category }
bizconnect-reason-goes-with = Complète votre métier : { $category }
bizconnect-reason-same-trade = Le même métier : { $category }
bizconnect-reason-near = À { $n } km seulement
bizconnect-reason-country = Même pays : { $country }
bizconnect-reason-language = Langue commune : { $language }
bizconnect-reason-trusted = De confiance sur PushNchat
bizconnect-reason-verified = Entreprise vérifiée
bizconnect-reason-answers = Répond à la plupart des demandes
bizconnect-reason-market = A quelque chose pour ce marché
bizconnect-language-am = amharique
bizconnect-language-ar = arabe
bizconnect-language-de = allemand
bizconnect-language-en = anglais
bizconnect-language-es = espagnol
bizconnect-language-fr = français
bizconnect-language-pt = portugais
bizconnect-language-so = somali
bizconnect-language-sw = swahili
bizconnect-language-ti = tigrigna
bizconnect-language-zh = chinois
