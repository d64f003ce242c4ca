### Notificações: o que se diz às pessoas, e as páginas.

## O que se diz às pessoas. $n é quantas coisas iguais uma linha representa.

notifications-connection-requested-title = { $n ->
    [one] { $business } quer ligar-se a si
   *[other] { $n } empresas querem ligar-se a si
}
notifications-connection-requested-body = { $n ->
    [one] Leia o pedido de ligação e responda. Quando aceitar, podem escrever um ao outro.
   *[other] O mais recente é de { $business }. Leia os pedidos de ligação e responda.
}
notifications-connection-reminded-title = { $n ->
    [one] { $business } ainda espera pela sua resposta
   *[other] { $n } pedidos de ligação ainda esperam pela sua resposta
}
notifications-connection-reminded-body = Uma resposta leva um toque, mesmo quando é não.
notifications-connection-accepted-title = { $n ->
    [one] { $business } aceitou o seu pedido de ligação
   *[other] { $n } empresas aceitaram os seus pedidos de ligação
}
notifications-connection-accepted-body = Já podem escrever um ao outro.
notifications-connection-declined-title = { $n ->
    [one] { $business } recusou o seu pedido de ligação
   *[other] { $n } pedidos de ligação seus foram recusados
}
notifications-connection-declined-body = Pode pedir de novo dentro de 30 dias. Até lá, veja quem mais combina.
notifications-match-suggested-title = { $n ->
    [one] { $business } pode ser um bom parceiro para si
   *[other] { $n } empresas podem ser bons parceiros para si
}
notifications-match-suggested-body = Veja, e peça uma ligação se lhe agradar.
notifications-listing-matched-title = { $n ->
    [one] “{ $other }” combina com o seu “{ $listing }”
   *[other] { $n } anúncios combinam com o seu “{ $listing }”
}
notifications-listing-matched-body = Alguém oferece o que precisa, ou precisa do que oferece. Contacte antes dos outros.
notifications-search-matched-title = { $n ->
    [one] Um anúncio novo para “{ $search }”
   *[other] { $n } anúncios novos para “{ $search }”
}
notifications-search-matched-body = Surgiram desde a última vez que viu.
notifications-message-sent-title = { $person }
notifications-person-gone = Alguém
notifications-message-sent-body = { $n ->
    [one] escreveu-lhe uma mensagem
   *[other] escreveu-lhe { $n } mensagens
}
notifications-conversation-assigned-title = { $n ->
    [one] Foi-lhe atribuído um cliente
   *[other] Foram-lhe atribuídos { $n } clientes
}
notifications-conversation-assigned-body = Esperam pela sua resposta na caixa de entrada.
notifications-conversation-escalated-title = Um cliente espera há demasiado tempo
notifications-conversation-escalated-body = Ninguém da sua equipa respondeu ainda. Intervenha, por favor.
notifications-listing-expiring-title = “{ $listing }” termina em breve
notifications-listing-expiring-body = Renove-o com um toque para que os compradores continuem a vê-lo.
notifications-listing-expired-title = { $n ->
    [one] “{ $listing }” terminou
   *[other] { $n } dos seus anúncios terminaram
}
notifications-listing-expired-body = Os compradores já não veem o que terminou. Publique de novo se ainda tiver.
notifications-listing-approved-title = { $n ->
    [one] “{ $listing }” está no ar
   *[other] { $n } dos seus anúncios estão no ar
}
notifications-listing-approved-body = Já o analisámos, e os compradores veem-no agora.
notifications-listing-rejected-title = “{ $listing }” não pôde ir para o ar
notifications-listing-rejected-body = Veja o anúncio, corrija-o e envie-o de novo.
notifications-listing-rejected-reason = { $reason } Corrija-o e envie-o de novo.
notifications-business-verified-title = { $business } está verificada
notifications-business-verified-body = A partir de agora, a sua página e os seus anúncios levam esse sinal.
notifications-security-alert-title = Veja a sua conta, por favor
notifications-security-alert-body = Aconteceu algo invulgar. Veja os aparelhos com sessão aberta e escolha uma nova palavra-passe se algum não for seu.
notifications-security-alert-refresh-token-reused = Alguém usou uma entrada sua que já tinha terminado, por isso fechámos essa sessão. Veja os aparelhos com sessão aberta e escolha uma nova palavra-passe se algum não for seu.
notifications-security-alert-contact-added = Um e-mail ou telefone foi adicionado à sua conta. Se não foi você, escolha já uma nova palavra-passe.
notifications-security-alert-contact-changed = Um e-mail ou telefone da sua conta foi alterado. Se não foi você, escolha já uma nova palavra-passe.
notifications-security-alert-contact-removed = Um e-mail ou telefone foi removido da sua conta. Se não foi você, escolha já uma nova palavra-passe.
notifications-digest-title = { $n ->
    [one] Uma notificação nova
   *[other] { $n } notificações novas
}
notifications-digest-body = O que se juntou desde ontem.
notifications-other-title = Há novidades
notifications-other-body = Esta página ainda não consegue dizer mais. Volte daqui a pouco.

## Verificações

notifications-check-type = Esse tipo de notificação não existe.
notifications-check-channel = Esse canal de aviso não existe.
notifications-check-security = O que toca à sua segurança não se pode desligar.
notifications-check-time = Escreva a hora assim: 21:30.
notifications-check-quiet = O início e o fim têm de ser diferentes.
notifications-check-device-one = Indique o código da aplicação ou a subscrição do navegador, não ambos.
notifications-check-device-token = Isto não é um código de notificações.
notifications-check-device-endpoint = Isto não é o endereço de um serviço de notificações.
notifications-check-device-key = Isto não é uma chave de subscrição de notificações.

## Páginas

notifications-page-title = Notificações
notifications-page-choose = Escolher
notifications-page-all = Todas
notifications-page-unread = { $n ->
    [0] Por ler
   *[other] Por ler ({ $n })
}
notifications-page-read-all = Marcar tudo como lido
notifications-page-all-read = Está tudo marcado como lido.
notifications-page-new = Nova
notifications-page-activity = Tudo o que aconteceu
notifications-page-activity-text = Noventa dias, incluindo o que escolheu não receber.
notifications-page-preview = O que as pessoas recebem
notifications-page-preview-text = Cada notificação como é dita para uma coisa e para várias, com nomes de exemplo. Só os administradores veem esta página.
notifications-page-preview-count = Para { $n }
notifications-page-mark-unread = Marcar como não lida: { $title }
notifications-page-mark-read = Marcar como lida: { $title }
notifications-page-none = Ainda não há nada aqui
notifications-page-none-text = Quando alguém lhe escrever ou responder, ou um anúncio seu terminar, lê-o aqui.
notifications-page-none-unread = Já leu tudo
notifications-page-none-unread-text = O que é novo aparece aqui primeiro.
notifications-page-preferences = De que quer ser avisado?
notifications-page-preferences-text = Pode mudar isto quando quiser.
notifications-page-saved = A sua escolha está guardada.
notifications-page-conflict = Entretanto, a sua escolha foi mudada noutro aparelho. O que escolheu aqui continua em baixo: guarde de novo para o manter.
notifications-page-type-message = Mensagens
notifications-page-type-message-hint = Alguém escreveu, ou um cliente espera
notifications-page-type-match = Parceiros e sugestões
notifications-page-type-match-hint = Pedidos de ligação, empresas e anúncios que combinam
notifications-page-type-engagement = Interesse
notifications-page-type-engagement-hint = Novidades nas suas pesquisas guardadas
notifications-page-type-system = Os seus anúncios
notifications-page-type-system-hint = Antes de terminarem e quando terminam
notifications-page-type-approval = As nossas decisões
notifications-page-type-approval-hint = Revisões e verificação
notifications-page-type-payment = Pagamentos
notifications-page-type-payment-hint = O que entrou e o que está por pagar
notifications-page-type-task = Tarefas
notifications-page-type-task-hint = O que a sua equipa quer ver feito
notifications-page-type-security = Segurança
notifications-page-type-security-hint = Sempre ligado, para proteger a sua conta
notifications-page-channel-in-app = Na aplicação
notifications-page-channel-push = No telemóvel, mesmo com a aplicação fechada
notifications-page-channel-email = Por e-mail, ou por SMS se só tivermos o seu telefone
notifications-page-channel-sms = Por SMS
notifications-page-channel-whatsapp = Por WhatsApp
notifications-mail-choose = Escolha o que lhe escrevemos:
notifications-page-quiet = Horas de silêncio
notifications-page-quiet-text = Nessa altura só a sua segurança o interrompe. O resto espera na lista. Deixe as duas vazias para não haver nenhuma.
notifications-page-quiet-from = Das
notifications-page-quiet-until = Até às
notifications-page-digest = Uma vez por dia
notifications-page-digest-at = Avisem-me de tudo às
notifications-page-digest-hint = Deixe vazio para ser avisado à medida que acontece.
