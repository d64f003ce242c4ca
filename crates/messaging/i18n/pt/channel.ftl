### Canais de uma equipa

messaging-check-member = Escolha pessoas da sua própria equipa.
messaging-check-members-many = Um canal tem no máximo { $limit } pessoas.
messaging-page-channel = Nome e membros
messaging-page-channel-new = Novo canal
messaging-page-channel-name = Nome do canal
messaging-page-channel-name-hint = Por exemplo: Entregas
messaging-page-channel-who = Quem faz parte
messaging-page-channel-alone = Ainda não há mais ninguém na sua equipa. Pode adicionar pessoas mais tarde.
messaging-page-channel-make = Criar o canal
messaging-page-channel-rename = Mudar o nome
messaging-page-channel-you = Você
messaging-page-channel-remove = Retirar
messaging-page-channel-others = Ainda não fazem parte
messaging-page-channel-add = Adicionar ao canal
messaging-page-channel-close = Fechar o canal
messaging-page-channel-reopen = Reabrir o canal
messaging-page-channel-leave = Sair do canal
messaging-page-channel-left = Saiu do canal.
messaging-page-channel-saved = Guardado.
messaging-system-created = { $by } criou o canal “{ $title }”.
messaging-system-added = { $by } adicionou { $people }.
messaging-system-added-many = { $n ->
    [one] { $by } adicionou uma pessoa.
   *[other] { $by } adicionou { $n } pessoas.
 }
messaging-system-removed = { $by } retirou { $people }.
messaging-system-removed-many = { $n ->
    [one] { $by } retirou uma pessoa.
   *[other] { $by } retirou { $n } pessoas.
 }
messaging-system-left = { $by } saiu.
messaging-system-renamed = { $by } deu ao canal o nome “{ $title }”.
messaging-system-closed = { $by } fechou o canal.
messaging-system-opened = { $by } reabriu o canal.
