bizconnect-page-title = Ligações
bizconnect-page-tab-suggestions = Sugestões
bizconnect-page-tab-received = Recebidos
bizconnect-page-tab-sent = Enviados
bizconnect-page-tab-connected = Ligadas
bizconnect-page-tab-past = Anteriores
bizconnect-page-market = Mercado
bizconnect-page-why = Porquê
bizconnect-page-connect = Ligar
bizconnect-page-connect-with = Ligar-se a { $name }
bizconnect-page-dismiss = Não é para nós
bizconnect-page-dismiss-this = { $name } não é para nós
bizconnect-page-dismissed = { $name } não voltará a ser sugerida.
bizconnect-page-undo = Desfazer
bizconnect-page-details = Detalhes
bizconnect-page-chat = Conversar
bizconnect-page-chat-with = Conversar com { $name }
bizconnect-page-details-of = Detalhes da ligação com { $name }
bizconnect-page-left-today = { $n ->
    [0] Já viu todas as sugestões novas de hoje.
    [one] Hoje pode ver mais uma sugestão nova.
   *[other] Hoje pode ver mais { $n } sugestões novas.
}
bizconnect-page-staff = Pode ver. Um gestor ou o CEO da sua empresa envia e responde aos pedidos de ligação.
bizconnect-page-unproved = Confirme primeiro o seu e-mail ou número de telefone. Depois pode pedir ligações.
bizconnect-page-unproved-action = Confirmar agora
bizconnect-page-no-business-title = As ligações fazem-se entre empresas
bizconnect-page-no-business-text = Crie a sua empresa e mostramos-lhe parceiros que combinam, com as razões.
bizconnect-page-no-business-action = Criar uma empresa
bizconnect-page-none-title = Ainda não há sugestões
bizconnect-page-none-text = Quanto mais disser da sua empresa (categorias, local, o que oferece e procura), melhor podemos sugerir parceiros.
bizconnect-page-none-action = Dizer mais da sua empresa
bizconnect-page-received-none-title = Nenhum pedido à espera
bizconnect-page-received-none-text = Quando uma empresa pedir para se ligar à sua, responde aqui.
bizconnect-page-sent-none-title = Não está à espera de ninguém
bizconnect-page-sent-none-text = Os pedidos que envia ficam aqui até serem respondidos, durante 30 dias.
bizconnect-page-connected-none-title = Ainda não há ligações
bizconnect-page-connected-none-text = Peça a uma empresa que combine; quando ela aceitar, podem conversar à vontade.
bizconnect-page-past-none-title = Não há nada aqui
bizconnect-page-past-none-text = Os pedidos recusados, retirados ou sem resposta vêm para aqui.
bizconnect-page-see-suggestions = Ver sugestões
bizconnect-page-ask = Pedir uma ligação
bizconnect-page-note = Apresente-se
bizconnect-page-note-hint = Opcional. Diga o que oferece ou procura. No máximo { $n } caracteres.
bizconnect-page-send = Enviar pedido
bizconnect-page-there-already = Já existe um pedido ou uma ligação entre as duas empresas.
bizconnect-page-newer = Há um pedido ou uma ligação mais recente entre as duas empresas.
bizconnect-page-see-it = Ver
bizconnect-page-corridor = Antes da sua primeira cotação
bizconnect-page-corridor-care = Estas são regras gerais, não aconselhamento jurídico. A alfândega tem a última palavra.
bizconnect-page-checked = verificado em { $day }
bizconnect-page-your-note = A sua apresentação
bizconnect-page-their-note = A apresentação deles
bizconnect-page-gone = Uma empresa que já não existe
bizconnect-page-state-sent = À espera de resposta
bizconnect-page-state-received = Pede para se ligar
bizconnect-page-state-accepted = Ligada
bizconnect-page-state-declined = Recusado
bizconnect-page-state-withdrawn = Retirado
bizconnect-page-state-blocked = Bloqueada
bizconnect-page-state-expired = Sem resposta a tempo
bizconnect-page-line-pending = { $ago } · { $left }
bizconnect-page-line-again = { $ago } · pode pedir-se de novo: { $left }
bizconnect-page-accept = Aceitar
bizconnect-page-accept-after-all = Aceitar afinal
bizconnect-page-decline = Recusar
bizconnect-page-withdraw = Retirar
bizconnect-page-block = Bloquear
bizconnect-page-unblock = Desbloquear
bizconnect-page-block-summary = Bloquear esta empresa
bizconnect-page-block-text = Nenhum dos lados poderá então pedir ou escrever ao outro. Pode voltar atrás.
bizconnect-flash-requested = O seu pedido vai a caminho. Saberá quando for respondido.
bizconnect-flash-met = Ambos tinham pedido: estão ligados.
bizconnect-flash-accepted = Estão ligados. Já podem conversar.
bizconnect-flash-declined = Recusou. Ainda pode aceitar afinal.
bizconnect-flash-withdrawn = Retirou o seu pedido. Pode pedir de novo dentro de 30 dias.
bizconnect-flash-blocked = A empresa está bloqueada. Pode desbloqueá-la aqui.
bizconnect-flash-changed = Entretanto mudou. É assim que está agora.
bizconnect-flash-restored = Pode voltar a ser sugerida.
bizconnect-metrics-link = Números
bizconnect-metrics-title = As suas ligações em números
bizconnect-metrics-text = { $n ->
    [one] Esta semana. Um pedido conta na semana em que foi feito.
   *[other] As últimas { $n } semanas, incluindo esta. Um pedido conta na semana em que foi feito.
}
bizconnect-metrics-sent = Pedidos enviados
bizconnect-metrics-received = Pedidos recebidos
bizconnect-metrics-total = { $n }, dos quais aceites: { $accepted }
bizconnect-metrics-sent-share = dos pedidos enviados e concluídos foram aceites
bizconnect-metrics-received-share = dos pedidos recebidos e concluídos foram aceites
bizconnect-metrics-their-time = até à resposta aos pedidos enviados, em regra
bizconnect-metrics-own-time = até à resposta aos pedidos recebidos, em regra
bizconnect-metrics-percent = { $n }%
bizconnect-metrics-minutes = { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
}
bizconnect-metrics-hours = { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}
bizconnect-metrics-days = { $n ->
    [one] { $n } dia
   *[other] { $n } dias
}
bizconnect-metrics-table = Em tabela
bizconnect-metrics-week = Semana de
bizconnect-metrics-col-sent = Enviados
bizconnect-metrics-col-received = Recebidos
bizconnect-metrics-col-accepted = Aceites
bizconnect-metrics-col-time = Resposta após
bizconnect-metrics-none-title = Nenhum pedido nestas semanas
bizconnect-metrics-none-text = Quando pedir ligação a uma empresa, ou uma empresa lha pedir, verá aqui como corre.
