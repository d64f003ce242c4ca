### Páginas: inscrever-se e entrar, preparar tudo, a conta, as empresas.

## Inscrição

accounts-page-sign-up = Criar uma conta
accounts-page-sign-up-text = Grátis para quem compra e para quem vende. Leva um minuto.
accounts-page-sign-up-do = Criar a minha conta
accounts-page-sign-up-next = A seguir, enviamos um código de seis dígitos para este endereço. Depois de o escrever, escolhe se quer comprar ou vender.
accounts-page-have-account = Já tem uma conta?
accounts-page-name = O seu nome
accounts-page-name-hint = Como as pessoas lhe chamam. A sua empresa terá depois o nome dela.
accounts-page-country = País
accounts-page-choose = Escolha
accounts-page-address = Telefone ou e-mail
accounts-page-address-hint = O que usar mais: 923 123 456 ou nome@exemplo.com
accounts-page-address-hint-plus = Um número do estrangeiro começa por + e pelo país, por exemplo +244.
accounts-page-password = Palavra-passe
accounts-page-password-rules = Pelo menos 8 caracteres. Nem o seu nome nem o seu número, e nada que muitos outros usem: três palavras seguidas são fáceis de lembrar e difíceis de adivinhar.

## O código

accounts-page-verify = Escreva o código
accounts-page-verify-text = Escreva o endereço com que se inscreveu e o código que enviámos para lá.
accounts-page-verify-do = Confirmar o código
accounts-page-verify-password = A que escolheu ao inscrever-se. Deixe em branco se não foi você que se inscreveu, ou se não a sabe: escolherá então uma nova.
accounts-page-code-sent = Se { $address } puder ser usado numa conta nova, um código de seis dígitos vai a caminho.
accounts-page-code = Código
accounts-page-code-hint = Seis dígitos; vale dez minutos.
accounts-page-code-tries = { $n ->
    [0] Foi a última tentativa: peça um código novo.
    [one] Resta uma tentativa.
   *[other] Restam { $n } tentativas.
}
accounts-page-no-code = Não chegou nenhum código?
accounts-page-no-code-text = Algumas redes precisam de um minuto ou dois. Veja na pasta do spam e confirme o endereço. Se ele já tiver uma conta, escrevemos isso em vez do código.
accounts-page-resend = Enviar um código novo
accounts-page-resend-wait = { $n ->
    [one] Pode pedir outro dentro de um segundo.
   *[other] Pode pedir outro dentro de { $n } segundos.
}
accounts-page-resend-early = O último código ainda vai a caminho: espere um minuto antes de pedir outro.
accounts-page-resent = Um código novo vai a caminho. Só o mais recente funciona.
accounts-page-other-address = Usar outro endereço
accounts-page-verified-sign-in = O endereço é seu, obrigado. Agora entre com a sua palavra-passe.
accounts-page-verified = O seu endereço está confirmado.
accounts-page-verified-choose = O seu endereço está confirmado. Agora escolha uma palavra-passe: já lhe enviámos outro código para isso.
accounts-page-verified-later = O seu endereço está confirmado. Ainda não tem palavra-passe e já recebeu os códigos de hoje: escolha uma amanhã.

## Entrar e sair

accounts-page-sign-in = Entrar
accounts-page-sign-in-text = Que bom que voltou.
accounts-page-forgot-link = Esqueceu-se da palavra-passe?
accounts-page-new-here = É a primeira vez?
accounts-page-new-here-text = Com uma conta pode vender, guardar o que lhe agrada e ser encontrado.
accounts-page-signed-out = Saiu da conta. Volte em breve.
accounts-page-signed-out-everywhere = Saiu da conta em todos os aparelhos.

## Palavras-passe

accounts-page-forgot = Escolher uma nova palavra-passe
accounts-page-forgot-text = Diga-nos o seu telefone ou e-mail e enviamos para lá um código com que escolhe uma nova palavra-passe.
accounts-page-forgot-do = Receber um código
accounts-page-back-to-sign-in = Voltar à entrada
accounts-page-reset = Escolha uma nova palavra-passe
accounts-page-reset-sent = Se { $address } tiver uma conta, um código de seis dígitos vai a caminho.
accounts-page-new-password = Nova palavra-passe
accounts-page-reset-do = Guardar a palavra-passe
accounts-page-reset-again = Enviar outro código
accounts-page-reset-done = A nova palavra-passe já está ativa, e a sessão terminou em todos os aparelhos. Entre agora com ela.

## Preparar tudo

accounts-page-step-role = O que o traz aqui?
accounts-page-step-role-text = Comprar pode sempre. Isto decide o que lhe perguntamos a seguir.
accounts-page-step-language-country = Onde vive e que língua lê?
accounts-page-step-language-country-text = Para que preços, locais e mensagens estejam certos.
accounts-page-step-business-basics = A sua empresa
accounts-page-step-business-basics-text = Isto é o que os clientes veem primeiro.
accounts-page-step-category-market = Com que trabalha?
accounts-page-step-category-market-text = Para que as pessoas certas o encontrem.
accounts-page-step-location = Onde o podem encontrar?
accounts-page-step-location-text = Os compradores perto de si veem primeiro as suas ofertas.
accounts-page-step-done = Está tudo pronto
accounts-page-step-saved = Guardado passo a passo: pode parar aqui e continuar mais tarde.
accounts-page-step-waits = Guardado. A sua empresa aparece assim que o seu endereço estiver confirmado.
accounts-page-role-question = Quero…
accounts-page-role-consumer = Comprar
accounts-page-role-consumer-text = Encontrar ofertas perto de mim
accounts-page-role-business = Vender
accounts-page-role-business-text = Mostrar a minha empresa, publicar ofertas e procuras
accounts-page-role-financial = Financiar
accounts-page-role-financial-text = Um banco ou investidor; verificamos isto primeiro
accounts-page-role-partner = Servir empresas
accounts-page-role-partner-text = Logística, direito, formação…; verificamos isto primeiro
accounts-page-role-waits = Pediu para se registar como “{ $role }”. Vamos analisar o pedido e escrevemos-lhe; até lá, tudo o resto funciona.
accounts-page-language = Língua
accounts-page-welcome = Boas-vindas, { $name }!
accounts-page-done-seller = A sua empresa já tem a sua página. Publique a primeira oferta: aparece logo aos compradores perto de si.
accounts-page-done-buyer = Dê uma volta, guarde o que lhe agrada e telefone ao vendedor. O mais próximo vem primeiro.
accounts-page-done-next = Continuar onde estava
accounts-page-done-post = Publicar uma oferta
accounts-page-done-browse = Ver o que há perto
accounts-page-see-business = Ver a sua página
accounts-page-verify-first = Guardado. A sua empresa aparece assim que o seu endereço estiver confirmado: escreva o código que lhe enviámos.

## Uma empresa

accounts-page-business-name = Nome da empresa
accounts-page-business-name-hint = Como está na tabuleta. Sem telefones nem links.
accounts-page-business-type = Que tipo de empresa é?
accounts-page-type-producer = Produtor
accounts-page-type-producer-text = Cultiva, cria, pesca ou extrai
accounts-page-type-manufacturer = Fabricante
accounts-page-type-manufacturer-text = Faz produtos à mão ou à máquina
accounts-page-type-trader = Grossista
accounts-page-type-trader-text = Compra e vende por grosso
accounts-page-type-retailer = Loja
accounts-page-type-retailer-text = Vende a clientes finais
accounts-page-type-service = Serviços
accounts-page-type-service-text = Trabalha para outros
accounts-page-type-logistics = Transportes
accounts-page-type-logistics-text = Transporta e armazena mercadorias
accounts-page-type-finance = Finanças
accounts-page-type-finance-text = Crédito, seguros, pagamentos
accounts-page-type-cooperative = Cooperativa
accounts-page-type-cooperative-text = Muitos que trabalham como um só
accounts-page-description = Sobre a empresa
accounts-page-description-hint = O que faz bem, desde quando, e com o que os clientes podem contar
accounts-page-categories = Categorias
accounts-page-categories-hint = Até cinco. Abra um grupo e assinale o que serve.
accounts-page-category-all = { $name }, em geral
accounts-page-market = Para que mercado trabalha?
accounts-page-market-hint = Pode mudar isto mais tarde.
accounts-page-market-none = Sobretudo à minha volta
accounts-page-market-none-text = Nenhum mercado em particular
accounts-page-market-afcfta = Dentro de África
accounts-page-market-afcfta-text = Na zona de comércio livre africana
accounts-page-market-africa-us = De África para os EUA
accounts-page-market-africa-us-text = Exportação
accounts-page-market-us-africa = Dos EUA para África
accounts-page-market-us-africa-text = Importação
accounts-page-where = Local
accounts-page-city = Cidade
accounts-page-city-hint = A cidade mais próxima que as pessoas conhecem
accounts-page-street = Rua, mercado ou ponto de referência
accounts-page-street-hint = Por exemplo “Mercado de Xipamanine, portão 2”. Aparece na sua página.
accounts-page-locate = Usar onde estou agora
accounts-page-located = Posição anotada. Serve para as distâncias.
accounts-page-locate-failed = O seu telemóvel não deu a posição. A cidade chega.
accounts-page-contact = Contacto
accounts-page-phone = Telefone para clientes
accounts-page-phone-hint = Aparece na sua página, para que lhe telefonem com um toque
accounts-page-email = E-mail para clientes
accounts-page-website = Site
accounts-page-logo = Logótipo
accounts-page-logo-hint = Uma imagem quadrada fica melhor: a tabuleta, a banca ou o seu melhor produto.
accounts-page-hours = Horário
accounts-page-hours-hint = Deixe um dia vazio se estiver fechado. Uma hora de fechar anterior à de abrir significa depois da meia-noite.
accounts-page-hours-second = Um segundo período neste dia
accounts-page-opens = { $day }: abre às
accounts-page-closes = { $day }: fecha às
accounts-page-time-zone = Fuso horário
accounts-page-time-zone-country = O do país
accounts-page-business-new = Criar uma empresa
accounts-page-business-edit = Editar a página
accounts-page-business-text = Tudo aqui é público, menos o que deixar vazio.
accounts-page-business-saved = A sua página está atualizada.
accounts-page-conflict = Entretanto, outra pessoa alterou esta página
accounts-page-conflict-text = Nada foi apagado. O que escreveu continua em baixo: guarde de novo para ficar com o seu, ou ponha primeiro o da outra pessoa.
accounts-page-conflict-theirs = Como está agora
accounts-page-conflict-yours = Como o escreveu
accounts-page-conflict-drop = Descartar o meu e carregar a página de novo
accounts-page-empty-value = (vazio)

## A página pública de uma empresa

accounts-page-listings = Ofertas e procuras
accounts-page-listings-none = De momento não há ofertas
accounts-page-listings-none-text = As ofertas vivem alguns dias. Telefone à empresa, ou veja o que outros têm.
accounts-page-listings-none-own = A sua página ainda não tem ofertas
accounts-page-listings-none-own-text = Páginas com ofertas são encontradas muito mais vezes. A primeira leva dois minutos.
accounts-page-no-description = Diga em poucas palavras o que faz bem: páginas com texto recebem mais chamadas.
accounts-page-call = Telefonar
accounts-page-mail = Escrever um e-mail
accounts-page-address-label = Morada
accounts-page-closed = Fechado
accounts-page-open-until = Aberto agora, até às { $time }
accounts-page-open-always = Aberto dia e noite
accounts-page-opens-today = Fechado agora. Abre hoje às { $time }
accounts-page-opens-tomorrow = Fechado agora. Abre amanhã às { $time }
accounts-page-opens-on = Fechado agora. Volta a abrir: { $day }, { $time }
accounts-page-share = Partilhar no WhatsApp
accounts-page-share-text = { $name } no PushNchat: { $url }
accounts-page-since = No PushNchat desde { $date }
accounts-page-summary = { $type } em { $place }. Ofertas, horário e contacto no PushNchat.
accounts-page-mon = Segunda-feira
accounts-page-tue = Terça-feira
accounts-page-wed = Quarta-feira
accounts-page-thu = Quinta-feira
accounts-page-fri = Sexta-feira
accounts-page-sat = Sábado
accounts-page-sun = Domingo

## A conta

accounts-page-account = A sua conta
accounts-page-greeting = Olá, { $name }
accounts-page-proved = Confirmado
accounts-page-unproved = Ainda não confirmado
accounts-page-unproved-text = Confirme o seu endereço: só então pode publicar e ser encontrado.
accounts-page-unproved-do = Escrever o código
accounts-page-unfinished = Ainda há algumas perguntas por responder.
accounts-page-unfinished-do = Continuar a preparação
accounts-page-my-business = A sua empresa
accounts-page-my-listings = Os meus anúncios
accounts-page-messages = Mensagens
accounts-page-saved = Anúncios guardados
accounts-page-saved-searches = Pesquisas guardadas
accounts-page-review = Anúncios por decidir
accounts-page-message-reports = Mensagens denunciadas
accounts-page-write = Escrever uma mensagem
accounts-page-no-business = Ainda sem empresa
accounts-page-no-business-text = Crie uma para publicar ofertas e ter a sua própria página.
accounts-page-ceo = É quem a dirige
accounts-page-manager = É gestor
accounts-page-staff = Faz parte da equipa
accounts-page-profile = Perfil
accounts-page-preferences = Preferências
accounts-page-language-hint = Também a das mensagens que lhe enviamos
accounts-page-currency = Moeda
accounts-page-currency-any = A do vendedor
accounts-page-time-zone-any = O do meu país
accounts-page-data-saver = Poupar dados
accounts-page-data-saver-hint = As imagens aparecem quando lhes toca.
accounts-page-profile-saved = O seu perfil está guardado.
accounts-page-preferences-saved = As suas preferências estão guardadas.
accounts-page-stale = Entretanto, a sua conta foi alterada noutro aparelho. O que escreveu continua aqui: guarde de novo para o manter.
accounts-page-sessions = Aparelhos com sessão aberta
accounts-page-sessions-text = Um aparelho que não conhece? Termine a sessão e escolha uma nova palavra-passe.
accounts-page-this-device = Este aparelho
accounts-page-seen = visto pela última vez { $ago }
accounts-page-end = Terminar
accounts-page-end-session = Terminar a sessão em { $device }
accounts-page-session-ended = Esse aparelho já não tem sessão.
accounts-page-sign-out = Sair
accounts-page-sign-out-everywhere = Sair em todo o lado
accounts-page-more = Mais
accounts-page-change-password = Mudar a palavra-passe
accounts-page-delete-link = Apagar a conta
accounts-page-delete = Apagar a sua conta?
accounts-page-delete-what = O que acontece então
accounts-page-delete-sessions = A sessão termina logo em todos os aparelhos, e ninguém mais pode entrar com esta conta.
accounts-page-delete-address = O seu telefone e e-mail ficam livres: pode abrir com eles uma conta nova.
accounts-page-delete-business = “{ $business }” perde-o. Se não houver mais ninguém na equipa, a página e os anúncios desaparecem também.
accounts-page-delete-final = Não poderá desfazer isto.
accounts-page-delete-sure = Sim, quero apagar a minha conta
accounts-page-delete-tick = Assinale isto se tem a certeza.
accounts-page-delete-do = Apagar a minha conta
accounts-page-delete-not = Ficar com ela
accounts-page-deleted = A sua conta foi apagada. Obrigado por ter estado aqui.
accounts-page-done-sell = Começar a vender

## E-mail e telefone da conta

accounts-page-contacts = E-mail e telefone
accounts-page-contacts-link = Mudar e-mail ou telefone
accounts-page-contacts-text = Entra com qualquer um deles. Um novo só conta depois de escrever o código que enviamos para lá; o antigo é avisado.
accounts-page-contacts-email = E-mail
accounts-page-contacts-phone = Telefone
accounts-page-contacts-add = Adicionar
accounts-page-contacts-change = Substituir por
accounts-page-contacts-send = Enviar para lá um código
accounts-page-contacts-remove = Remover
accounts-page-contacts-remove-text = Deixa de poder entrar com ele e de receber lá mensagens.
accounts-page-contacts-remove-do = Removê-lo
accounts-page-contacts-back = Voltar à conta
accounts-page-contact-code-sent = Se { $address } puder ser usado na sua conta, um código de seis dígitos vai a caminho.
accounts-page-contact-no-code = Não chegou nenhum código? Algumas redes precisam de um minuto ou dois. Se outra conta já tiver este endereço, escrevemos isso em vez do código.
accounts-page-contact-saved = O novo endereço está confirmado. A partir de agora entre com ele.
accounts-page-contact-removed = O endereço foi removido.

## Apagar uma empresa

accounts-page-business-delete = Apagar a empresa
accounts-page-business-delete-title = Apagar “{ $business }”?
accounts-page-business-delete-hidden = A página e os anúncios desaparecem logo, para todos.
accounts-page-business-delete-team = Ninguém da equipa pode mais agir por ela.
accounts-page-business-delete-restore = Pode repô-la durante 30 dias, a partir da sua conta. Depois disso desaparece de vez.
accounts-page-business-delete-sure = Sim, quero apagar a empresa
accounts-page-business-delete-do = Apagar a empresa
accounts-page-business-deleted = A empresa foi apagada. Pode repô-la durante 30 dias.
accounts-page-business-deleted-badge = Apagada
accounts-page-business-is-deleted = { $n ->
    [one] Esta empresa foi apagada. Pode ser reposta até amanhã.
   *[other] Esta empresa foi apagada. Pode ser reposta por mais { $n } dias.
}
accounts-page-business-restore = Repor
accounts-page-business-restore-ceo = Quem a dirige pode repô-la.
accounts-page-business-restored = A empresa está de volta, com a sua página.
accounts-page-connect = Ligar-se
accounts-page-connections = Ligações

## Verification of a business

accounts-level-basic = Não verificada
accounts-level-basic-text = Os clientes confiam nas empresas cujos documentos vimos: o seu nome leva um visto em todo o lado.
accounts-level-verified = Verificada
accounts-level-verified-text = Vimos os seus documentos, e o seu nome leva o visto. Com mais documentos pode tornar-se uma empresa de confiança.
accounts-level-trusted = De confiança
accounts-level-trusted-text = Conhecemos bem a sua empresa. Não há mais nada a enviar.
accounts-page-verification = Verificação
accounts-page-papers-send-title = Enviar documentos
accounts-page-papers = Fotografias ou ficheiros PDF dos documentos
accounts-page-papers-hint = Uma a quatro fotografias, legíveis de ponta a ponta, ou ficheiros PDF: certidão de registo, documentos fiscais, uma licença, o bilhete de identidade do dono.
accounts-page-papers-note = Há algo que devamos saber?
accounts-page-papers-private = Só quem dirige a sua empresa e a nossa equipa veem estes ficheiros. São guardados cifrados e apagados 90 dias depois da nossa resposta.
accounts-page-papers-send = Enviá-las
accounts-page-papers-sent = Os seus documentos chegaram. Vamos vê-los e escrevemos-lhe.
accounts-page-papers-history = O que foi enviado e decidido
accounts-page-papers-open = Enviados { $ago }. Estamos a vê-los e escrevemos-lhe.
accounts-page-papers-approved = Decidido { $ago }. Novo nível: { $level }.
accounts-page-papers-refused = Decidido { $ago }. Estes documentos não bastaram:
accounts-page-papers-taken-back = Alterado { $ago }. O seu nível é agora: { $level }. O motivo:
accounts-page-paper = Documento { $n }

## What admins decide about businesses and people

accounts-review-title = Empresas e funções por decidir
accounts-review-papers = Documentos de empresas
accounts-review-papers-none = Não há documentos à espera.
accounts-review-open = { $n ->
    [one] Uma empresa espera.
   *[other] { $n } empresas esperam.
}
accounts-review-approve-verified = Torná-la verificada
accounts-review-approve-trusted = Torná-la de confiança
accounts-review-refuse = Recusar
accounts-review-reason = Se não: porquê? A empresa lê isto.
accounts-review-roles = Funções pedidas
accounts-review-roles-none = Ninguém espera por uma função.
accounts-review-role-asked = Pede a função “{ $role }”.
accounts-review-role-give = Dá-la
accounts-review-given = Verificadas há pouco
accounts-review-take-back = Retirar o nível
accounts-review-flash-approved = Decidido: a empresa tem o novo nível.
accounts-review-flash-refused = Decidido: a empresa fica a saber porquê.
accounts-review-flash-taken-back = O nível foi retirado, e a empresa fica a saber porquê.
accounts-review-flash-role-given = Decidido: a função foi dada.
accounts-review-flash-role-refused = Decidido: a função foi recusada.
accounts-review-flash-decided = Alguém já decidiu isto.
