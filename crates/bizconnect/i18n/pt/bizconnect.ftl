# Erros
bizconnect-error-not-found = Essa ligação não existe, ou não lhe cabe vê-la.
bizconnect-error-no-such-business = Essa empresa não existe, ou de momento ninguém responde por ela.
bizconnect-error-oneself = Uma empresa não pode ligar-se a si própria.
bizconnect-error-no-such-market = Esse mercado não existe.
bizconnect-error-own-country = Este mercado não está aberto a empresas do seu país.
bizconnect-error-other-country = A outra empresa não está num país a que este mercado leva.
bizconnect-error-same-country = As duas empresas estão no mesmo país: este mercado liga países diferentes.
bizconnect-error-plan = O seu plano não abre este mercado. Está aberto com: { $plans }.
bizconnect-error-already-requested = Já fez um pedido a esta empresa. Ela ainda não respondeu.
bizconnect-error-already-connected = Já está ligado a esta empresa.
bizconnect-error-blocked-by-you = Bloqueou esta empresa. Desbloqueie-a primeiro.
bizconnect-error-blocked = Não se pode fazer um pedido a esta empresa.
bizconnect-error-too-soon = Pode pedir de novo a partir de { $day }.
bizconnect-error-request-waits = O seu pedido de ligação espera por resposta. Poderá escrever a esta empresa quando ela aceitar.
bizconnect-error-write-too-soon = Esta empresa recusou o seu pedido de ligação. Poderá escrever-lhe a partir de { $day }.
bizconnect-error-no-such-way = Isto não se pode fazer com a ligação como está agora.
bizconnect-error-replaced = Há um pedido ou uma ligação mais recente entre as duas empresas: use essa.
bizconnect-check-business = Isto não é o id de uma empresa.
bizconnect-check-status = Escolha PENDING, ACCEPTED, DECLINED, WITHDRAWN, BLOCKED ou EXPIRED.
bizconnect-check-direction = Escolha SENT ou RECEIVED.
bizconnect-check-way = Uma ligação passa a ACCEPTED, DECLINED, WITHDRAWN ou BLOCKED.
bizconnect-check-weeks = Escolha de 1 a 52 semanas.

# Quotas
bizconnect-quota-day = { $what ->
    [REQUEST] Hoje enviou { $used } de { $limit } pedidos de ligação.
    [FIRST_MESSAGE] Hoje escreveu { $used } de { $limit } primeiras mensagens.
   *[SUGGESTION] Hoje viu { $used } de { $limit } sugestões.
} Pode continuar depois de { $resets }, ou com o plano { $plan }.
bizconnect-quota-day-most = { $what ->
    [REQUEST] Hoje enviou { $used } de { $limit } pedidos de ligação.
    [FIRST_MESSAGE] Hoje escreveu { $used } de { $limit } primeiras mensagens.
   *[SUGGESTION] Hoje viu { $used } de { $limit } sugestões.
} Pode continuar depois de { $resets }.
bizconnect-quota-month = { $what ->
    [REQUEST] Este mês enviou { $used } de { $limit } pedidos de ligação.
    [FIRST_MESSAGE] Este mês escreveu { $used } de { $limit } primeiras mensagens.
   *[SUGGESTION] Este mês viu { $used } de { $limit } sugestões.
} Pode continuar depois de { $resets }, ou com o plano { $plan }.
bizconnect-quota-month-most = { $what ->
    [REQUEST] Este mês enviou { $used } de { $limit } pedidos de ligação.
    [FIRST_MESSAGE] Este mês escreveu { $used } de { $limit } primeiras mensagens.
   *[SUGGESTION] Este mês viu { $used } de { $limit } sugestões.
} Pode continuar depois de { $resets }.

# Razões
bizconnect-reason-offers = Oferece o que procura: { $category }
bizconnect-reason-wants = Procura o que tem: { $category }
bizconnect-reason-supplies = Fornece ramos como o seu: { $category }
bizconnect-reason-buys = Compra a ramos como o seu: { $category }
bizconnect-reason-goes-with = Combina com o seu ramo: { $category }
bizconnect-reason-same-trade = O mesmo ramo: { $category }
bizconnect-reason-near = A apenas { $n } km
bizconnect-reason-country = País: { $country }, como o seu
bizconnect-reason-language = Também negoceia nesta língua: { $language }
bizconnect-reason-trusted = De confiança no PushNchat
bizconnect-reason-verified = Verificada
bizconnect-reason-answers = Responde à maioria dos pedidos
bizconnect-reason-market = Tem algo para este mercado
bizconnect-language-am = amárico
bizconnect-language-ar = árabe
bizconnect-language-de = alemão
bizconnect-language-en = inglês
bizconnect-language-es = espanhol
bizconnect-language-fr = francês
bizconnect-language-pt = português
bizconnect-language-so = somali
bizconnect-language-sw = suaíli
bizconnect-language-ti = tigrínia
bizconnect-language-zh = chinês
