### O que dizem as páginas dos anúncios.

## Início, categorias, perto

listings-page-home-title = Compre e venda perto de si
listings-page-home = Início
listings-page-hero-title = Venda o que tem. Encontre o que precisa.
listings-page-hero-text = Ofertas e procuras de empresas à sua volta, do mercado ao lado até ao país vizinho.
listings-page-hero-start = Começar a vender
listings-page-hero-look = Ver o que há perto
listings-page-more-title = Mais anúncios
listings-page-to-first = Voltar aos mais recentes
listings-page-newest = Anúncios mais recentes
listings-page-nearest = Anúncios mais próximos
listings-page-kinds = Ofertas ou procuras
listings-page-kind-all = Tudo
listings-page-kind-offers = Ofertas
listings-page-kind-requests = Procuras
listings-page-categories = Categorias
listings-page-categories-all = Todas as categorias
listings-page-near-place = Perto de { $place }
listings-page-near-you = O que há perto de si
listings-page-near-hint = Veja primeiro as ofertas mais próximas
listings-page-home-empty-title = Ainda não há nada aqui
listings-page-home-empty-text = Ninguém publicou nada assim nos últimos dias. Seja o primeiro: as pessoas veem logo.
listings-page-post = Publicar um anúncio
listings-page-see-all = Ver todos os anúncios
listings-page-path = Onde está
listings-page-narrower = Categorias mais específicas
listings-page-category-whole = Tudo
listings-page-category-description = { $name }: ofertas e procuras de empresas africanas, por alguns dias cada.
listings-page-category-empty-title = De momento nada em “{ $name }”
listings-page-category-empty-text = Os anúncios vivem só alguns dias. Publique o que tem ou o que procura.
listings-page-nearby-title = Perto de si
listings-page-filter = Filtrar
listings-page-nearby-heading = Perto de { $place }
listings-page-nearby-guessed = Deduzimos este local a partir do seu país. Escolha o seu para ver o que está mesmo perto.
listings-page-nearby-ask = Escolha uma cidade ou use a sua posição. Verá primeiro as ofertas mais próximas.
listings-page-nearby-empty-title = Ainda nada tão perto
listings-page-nearby-empty-text = Procure um pouco mais longe, ou publique o que tem: quem está à sua volta vê logo.
listings-page-nearby-wider = Procurar até { $distance }

## Um anúncio

listings-page-description = Descrição
listings-page-facts = Num relance
listings-page-place = Local
listings-page-category = Categoria
listings-page-posted = Publicado
listings-page-distance = a { $distance } de { $place }
listings-page-seller-line = Ver a empresa e tudo o que oferece
listings-page-ask = Perguntar ao vendedor
listings-page-share = Partilhar
listings-page-share-whatsapp = Enviar por WhatsApp
listings-page-share-address = Ou copie o endereço
listings-page-more-of-business = Mais de { $name }
listings-page-own-live = O seu anúncio, como todos o veem.
listings-page-own-hidden = O seu anúncio. Só a sua equipa o vê.
listings-page-ended-title = Este anúncio terminou
listings-page-ended-text = Os anúncios vivem só alguns dias. Este acabou ou foi retirado por quem o publicou.
listings-page-ended-category = Ver { $name }
listings-page-similar = Parecidos e ainda disponíveis

## O formulário

listings-page-new-heading = Publicar um anúncio
listings-page-new-text = Leva cerca de dois minutos. O que escreve fica no seu telemóvel até ser enviado.
listings-page-edit-heading = Editar anúncio
listings-page-part-what = O que é?
listings-page-part-describe = Descreva
listings-page-part-price = Quanto custa?
listings-page-part-place = Onde, e por quanto tempo?
listings-page-kind = O que quer fazer?
listings-page-kind-offer = Oferecer algo
listings-page-kind-offer-hint = Eu tenho
listings-page-kind-request = Procurar algo
listings-page-kind-request-hint = Eu quero
listings-page-title = Título
listings-page-title-hint = O que é, quanto há, em que estado. Sem links nem números de telefone.
listings-page-category-hint = Onde as pessoas o vão procurar
listings-page-category-other = Outros: { $name }
listings-page-choose = Escolha
listings-page-description-hint = Qualidade, quantidade, onde pode ser visto. Pelo menos 20 caracteres.
listings-page-photos = Fotos
listings-page-photos-hint = Até { $n } no seu plano. Uma foto nítida, à luz do dia, vende melhor.
listings-page-photos-count = { $n ->
    [0] sem fotos
    [one] { $n } foto
   *[other] { $n } fotos
}
listings-page-price = Preço
listings-page-price-hint = Deixe vazio para “preço a combinar”.
listings-page-currency = Moeda
listings-page-town = Cidade
listings-page-place-none = Nenhum local indicado
listings-page-place-of-business = Onde está a minha empresa
listings-page-place-of-business-in = Onde está a minha empresa: { $place }
listings-page-check-place = Escolha uma cidade da lista.
listings-page-address = Mercado, rua ou ponto de referência (opcional)
listings-page-address-hint = Por exemplo “Mercado de Xipamanine, fila 4”
listings-page-market = Para quem é? (opcional)
listings-page-market-meant = Destina-se a
listings-page-market-any = Para todos
listings-page-market-afcfta = Comércio dentro de África (ZCLCA)
listings-page-market-africa-us = De África para os EUA
listings-page-market-us-africa = Dos EUA para África
listings-page-duration = Quanto tempo fica visível?
listings-page-duration-hint = Pode prolongá-lo ou renová-lo mais tarde.
listings-page-days = { $n ->
    [one] { $n } dia
   *[other] { $n } dias
}
listings-page-publish = Publicar
listings-page-save-draft = Guardar como rascunho
listings-page-edit = Editar
listings-page-conflict-title = Outra pessoa alterou este anúncio
listings-page-conflict-text = Nada se perdeu. Em baixo está o formulário com o que escreveu. Guarde-o de novo para ficar com o seu, ou aceite o da outra pessoa.
listings-page-conflict-theirs = Agora:
listings-page-conflict-yours = O seu:
listings-page-conflict-take = Aceitar o da outra pessoa
listings-page-mistake = { $field }: { $text }
listings-page-verify-title = Primeiro confirme o seu endereço
listings-page-verify-text = Enviámos-lhe um código de seis dígitos. Escreva-o e pode publicar logo.
listings-page-verify-action = Escrever o código

## Os meus anúncios, anúncios guardados

listings-page-mine-title = Os meus anúncios
listings-page-states = Por estado
listings-page-state-all = Todos
listings-page-state-active = No ar
listings-page-state-draft = Rascunho
listings-page-state-pending = Em revisão
listings-page-state-rejected = Recusado
listings-page-state-expired = Expirado
listings-page-state-withdrawn = Retirado
listings-page-note-expired = O tempo acabou. Renove-o e volta logo ao ar.
listings-page-note-pending = Analisamos os primeiros anúncios de uma empresa nova. Costuma demorar menos de um dia.
listings-page-rejected-because = Recusado: { $reason }
listings-page-restorable = Pode ser reposto: { $left }
listings-page-withdrawn = “{ $title }” já não é mostrado.
listings-page-undo = Desfazer
listings-page-more-actions = Mais
listings-page-restore = Repor
listings-page-renew = Renovar
listings-page-extend = Prolongar
listings-page-feature = Destacar
listings-page-feature-plan = Os lugares em destaque vêm com o plano { $plan }.
listings-page-withdraw = Retirar
listings-page-mine-empty-title = Nenhum anúncio aqui
listings-page-mine-empty-text = O que publica fica aqui com o tempo que lhe resta, e pode ser prolongado, renovado ou retirado.
listings-page-no-business-title = Ainda não tem uma empresa aqui
listings-page-no-business-text = Os anúncios pertencem a uma empresa. Criar uma leva poucos minutos e não custa nada.
listings-page-no-business-action = Criar a minha empresa
listings-page-saved-title = Guardados
listings-page-saved-text = Guardados para si enquanto estiverem no ar.
listings-page-saved-empty-title = Ainda nada guardado
listings-page-saved-empty-text = Toque no marcador de um anúncio e volta a encontrá-lo aqui.

## Dito uma vez

listings-flash-published = O seu anúncio está no ar.
listings-flash-in-review = O seu anúncio foi enviado. Vamos analisá-lo antes de ir para o ar.
listings-flash-draft-saved = O seu rascunho está guardado.
listings-flash-changed = As suas alterações estão guardadas.
listings-flash-unfinished = Este rascunho ainda não está completo. Preencha o que falta e publique-o.
listings-flash-extended = O seu anúncio tem agora mais tempo.
listings-flash-renewed = O seu anúncio está de novo no ar.
listings-flash-featured = O seu anúncio está agora em destaque.
listings-flash-restored = O seu anúncio está de volta.
listings-flash-restore-first = Reponha o anúncio antes de o editar.
listings-flash-business-first = Crie primeiro a sua empresa, depois pode publicar.

## A ligação de um lembrete

listings-page-renewal-title = Renovar o seu anúncio
listings-page-renewal-text = O tempo está quase a acabar. Renove-o e as pessoas veem-no por mais { $length }, a partir de agora, no topo da lista.
listings-page-renewal-button = Renovar agora
listings-page-renewal-hint = Basta um toque; não precisa de entrar na conta.
listings-page-renewal-done = Está renovado. As pessoas veem-no até { $until }.
listings-page-renewal-review = Está renovado. Verificamo-lo antes de voltar a ser mostrado; o seu tempo começa então.
listings-page-renewal-see = Ver o anúncio
listings-page-renewal-no = Este anúncio já não pode ser renovado: foi retirado ou alterado, a ligação já foi usada, ou terminou há mais de uma semana. Entre na conta para ver como está.
listings-page-renewal-full = O seu plano não tem lugar para este anúncio: outros ficam no ar mais tempo e ocupam todos os lugares. Entre na conta e retire um deles, ou mude para um plano maior. Depois volte e renove este.
listings-page-renewal-sign-in = Entrar e ver os meus anúncios

## A fila de quem decide, e denunciar um anúncio

listings-review-title = Por decidir
listings-review-open = { $n ->
    [one] Um anúncio espera por uma decisão.
   *[other] { $n } anúncios esperam por uma decisão, o mais antigo primeiro.
}
listings-review-empty-title = Nada por decidir
listings-review-empty-text = Aqui ficam os anúncios novos que têm de ser vistos e aqueles de que as pessoas se queixam.
listings-review-approve = Pôr no ar
listings-review-keep = Manter no ar
listings-review-reason = Se não: porquê? Quem o publicou lê isto.
listings-review-pictures = A culpa é das fotos: travá-las também noutros anúncios
listings-review-reject = Recusar
listings-review-finding-new-business = Empresa nova
listings-review-finding-resubmitted = Foi recusado antes
listings-review-finding-forbidden = Menciona artigos proibidos
listings-review-finding-duplicate = Outro diz o mesmo
listings-review-finding-price = Preço invulgar
listings-review-finding-picture = Imagem de um anúncio recusado
listings-report-title = Denunciar este anúncio
listings-report-text = Diga-nos o que está errado. Vamos analisar; a empresa não fica a saber quem denunciou.
listings-report-reason = O que está errado?
listings-report-reason-scam = Parece uma burla
listings-report-reason-forbidden = Não se pode vender
listings-report-reason-wrong = Não é como descrito, ou já não há
listings-report-reason-copy = É copiado ou aparece várias vezes
listings-report-reason-offensive = É ofensivo
listings-report-reason-other = Outra coisa
listings-report-note = Por palavras suas
listings-report-note-hint = Opcional, a não ser que escolha “outra coisa”.
listings-report-send = Enviar
listings-page-report = Denunciar este anúncio
listings-flash-approved = Decidido: está no ar.
listings-flash-rejected = Decidido: está recusado, e quem o publicou lê porquê.
listings-flash-changed-since = O anúncio mudou desde que o leu. O que espera está aqui como é agora.
listings-flash-reported = Obrigado. Vamos analisar este anúncio.

## Estatísticas, o que combina, contacto

listings-statistics-title = Como está a correr
listings-statistics-link = Como está a correr
listings-statistics-text = Os últimos 14 dias. Cada pessoa conta uma vez por dia; você e a sua equipa não contam.
listings-statistics-shown = Mostrado em listas
listings-statistics-views = Aberto
listings-statistics-contacts = Telefonaram ou escreveram
listings-statistics-saves = Guardado
listings-statistics-day = Dia
listings-statistics-table = O mesmo em tabela
listings-statistics-date = { $day } { $month ->
    [1] jan.
    [2] fev.
    [3] mar.
    [4] abr.
    [5] mai.
    [6] jun.
    [7] jul.
    [8] ago.
    [9] set.
    [10] out.
    [11] nov.
   *[12] dez.
}
listings-statistics-share = É { $share } % de tudo o que foi mostrado em listas desde que foi publicado.
listings-statistics-slot = No seu lugar em destaque foi mostrado { $n } vezes: { $share } % de todos os lugares em destaque nesse tempo. { $slots ->
    [one] De momento é o único.
   *[other] Uma parte igual entre os { $slots } de momento seria { $even } %.
}
listings-page-matches = O que combina com ele
listings-page-propose = Propor uma categoria
listings-page-proposed = Achamos que pertence aqui:
listings-page-proposed-none = Não temos proposta para estas palavras. Escolha uma da lista.
listings-page-call = Telefonar
listings-page-whatsapp = WhatsApp
listings-page-whatsapp-text = Olá, vi “{ $title }” no PushNchat: { $url }
