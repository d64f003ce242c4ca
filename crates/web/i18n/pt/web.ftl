### Textos que todas as páginas partilham.

web-title = Compre e venda perto de si
web-description = Ofertas e procuras de empresas africanas perto de si: encontre, compare e negoceie a partir do telemóvel.
web-skip = Saltar para o conteúdo
web-nav = Menu principal
web-nav-home = Início
web-nav-explore = Explorar
web-nav-post = Publicar
web-nav-nearby = Perto
web-nav-chats = Conversas
web-nav-unread = por ler
web-nav-me = Eu
web-nav-sign-in = Entrar
web-search = Pesquisar
web-search-hint = Milho, painel solar, alfaiate…
web-language = Língua
web-footer = PushNchat: negoceie com quem está ao seu alcance.
web-loading = A carregar
web-offline-line = Sem rede. O que já viu continua a funcionar.
web-newer = Chegou algo mais recente. Mostrar
web-not-sent = Não foi enviado: a rede não respondeu. O que escreveu está a salvo, tente de novo.
web-try-again = Tentar de novo
web-go-home = Ir para o início
web-remove = Remover
web-cancel = Cancelar
web-continue = Continuar
web-back = Voltar
web-save-changes = Guardar alterações
web-optional = opcional

## Dinheiro, distância e tempo

web-price-open = Preço a combinar
web-distance-metres = { $n } m
web-distance-km = { $n } km
web-ago-now = agora mesmo
web-ago-minutes = há { $n } min
web-ago-hours = há { $n } h
web-ago-days = { $n ->
    [one] ontem
   *[other] há { $n } dias
}
web-left-ended = Terminado
web-left-minutes = { $n ->
    [one] falta { $n } min
   *[other] faltam { $n } min
}
web-left-hours = { $n ->
    [one] falta { $n } h
   *[other] faltam { $n } h
}
web-left-days = { $n ->
    [one] falta { $n } dia
   *[other] faltam { $n } dias
}

## Anúncios em listas

web-offer = Oferta
web-request = Procura-se
web-featured = Em destaque
web-verified = Verificado
web-save = Guardar “{ $title }”
web-saved = Guardado
web-unsaved = Já não está guardado
web-more = Mostrar mais
web-more-added = Mais { $n } mostrados
web-pictures = { $n ->
    [one] { $n } imagem
   *[other] { $n } imagens, deslize para as ver
}
web-picture-show = Mostrar a imagem de “{ $title }”
web-share = Partilhar de outra forma

## Formulários

web-form-errors = { $n ->
    [one] Uma coisa a corrigir
   *[other] { $n } coisas a corrigir
}
web-form-kept = Guardámos o que escreveu da última vez.
web-form-kept-drop = Começar de novo
web-step = Passo { $step }
web-photos-add = Adicionar fotos
web-photos-remove = Remover esta foto
web-photos-queued = À espera
web-photos-done = Foto enviada.
web-photos-failed = A foto não foi enviada. Continua aqui, tente de novo.
web-photos-busy = As fotos ainda vão a caminho. O formulário segue sozinho quando elas chegarem.
web-photos-full = Não há lugar para mais fotos.
web-photos-later = Segue mais tarde

## Lugar

web-place-choose = O seu local
web-place-change = Mudar de local
web-place-title = Onde procura?
web-place-text = Mostramos primeiro o que está mais perto. Escolha uma cidade ou use a sua posição; ela não fica guardada na sua conta.
web-place-locate = Usar a minha posição
web-place-locate-failed = O seu telemóvel não deu a posição. Escolha antes uma cidade em baixo.
web-place-town = Cidade
web-place-radius = A que distância
web-place-none-title = Essa cidade ainda não existe aqui
web-place-none-text = Experimente a cidade maior mais próxima, ou outra grafia.
web-place-all = Mostrar todas as cidades

## Sem rede

web-offline-title = Está sem rede
web-offline-text = Esta página ainda não foi aberta, por isso não está no seu telemóvel. O que escreveu fica guardado até a rede voltar.
web-offline-seen = Páginas no seu telemóvel

## O que espera para ser enviado: os scripts dizem-no sem servidor

web-outbox-title = À espera de envio
web-outbox-offline = Sem rede
web-outbox-count = { $n } à espera
web-outbox-count-failed = { $n } precisam de si
web-outbox-count-sign-in = { $n } à espera: entre para enviar
web-outbox-all-sent = Tudo enviado
web-outbox-waiting = À espera da rede
web-outbox-again = À espera, será tentado de novo sozinho
web-outbox-sign-in = À espera de que entre na conta
web-outbox-sending = A enviar, { $n } %
web-outbox-sent = Enviado
web-outbox-failed = Não aceite:
web-outbox-failed-unsaid = Não foi possível enviar: o site esteve muito tempo com problemas, ou uma foto já não está no seu telefone. Veja o que falta e tente de novo.
web-outbox-dropped = Descartado
web-outbox-correct = Corrigir
web-outbox-retry = Tentar de novo
web-outbox-look = Ver
web-outbox-drop = Descartar
web-outbox-undo = Desfazer
web-outbox-kept-title = Guardado no seu telemóvel
web-outbox-kept-text = Segue sozinho assim que houver rede, mesmo depois de fechar esta página ou desligar o telemóvel.
web-outbox-home = Ir para o início
web-outbox-full = O seu telemóvel já não tem espaço para guardar isto. Liberte espaço e tente de novo; o que escreveu continua aqui.

## Dados e armazenamento

web-data-title = Dados e armazenamento
web-data-text = Estas escolhas valem só para este telemóvel.
web-data-saver = Poupar dados
web-data-auto = Quando o telemóvel o pedir
web-data-auto-hint = Com rede lenta, ou quando o próprio telemóvel poupa dados
web-data-on = Sempre
web-data-on-hint = As imagens aparecem quando lhes toca
web-data-off = Nunca
web-data-off-hint = As imagens aparecem logo
web-data-saved = A sua escolha ficou guardada.
web-data-used = Dados gastos
web-data-used-text = O que as páginas deste site custaram, contado neste telemóvel e dito a ninguém.
web-data-used-none = Ainda nada foi contado neste telemóvel. Para contar são precisos scripts.
web-data-month = Mês
web-data-received = Megabytes
web-data-kept = Guardado neste telemóvel
web-data-kept-text = Páginas e imagens que já viu, para não ter de as carregar de novo e poder lê-las sem rede.
web-data-kept-size = { $size } MB em uso
web-data-clear = Apagar o que está guardado
web-data-cleared = Apagado. O que espera para ser enviado e o que estava a escrever continuam aqui.

## Problemas

web-error-title = { $n ->
    [401] Entre na sua conta, por favor
    [403] Não tem acesso a isto
    [404] Não há nada aqui
    [409] Alguém foi mais rápido
    [410] Isto já terminou
    [413] Grande demais
    [422] Ainda há algo por acertar
    [429] Um pouco mais devagar, por favor
    [503] Estamos a recuperar o fôlego
   *[other] Algo correu mal do nosso lado
}
web-error-what = { $n ->
    [401] Esta página só se abre depois de entrar. Entre e volta logo a ela.
    [403] A sua conta não tem permissão para ver ou fazer isto. Quem gere a sua empresa pode dar-lha.
    [404] A página não existe, ou o que aqui estava desapareceu: os anúncios vivem só alguns dias.
    [409] O que queria alterar foi alterado entretanto. Carregue de novo para ver como está agora.
    [410] O que aqui estava terminou ou foi retirado por quem o publicou.
    [413] O que enviou é maior do que podemos aceitar. As fotos podem ter até 10 MB cada.
    [422] Parte do que foi enviado não pode ser usada assim. Volte atrás e veja o que está assinalado.
    [429] Vieram muitos pedidos daqui em pouco tempo. Espere um minuto e continua.
    [503] Uma parte do PushNchat não responde neste momento. Costuma demorar menos de um minuto.
   *[other] Um erro nosso, não seu. Ficou registado e vamos analisá-lo.
}
web-error-safe = { $n ->
    [401] Nada do que escreveu noutro sítio se perdeu.
    [403] Nada foi alterado.
    [404] Os seus anúncios e o que guardou estão onde estavam.
    [409] Nada foi apagado: nem as suas palavras nem as da outra pessoa.
    [410] Talvez haja algo parecido perto de si.
    [413] Nada foi alterado. O que escreveu no formulário continua lá.
    [422] O que escreveu no formulário continua lá.
    [429] Nada se perdeu.
   *[other] O que enviou antes está a salvo. Se estava a enviar um formulário, ele não foi aceite; tente de novo.
}
web-error-reference = Se nos escrever, indique este número:
web-bell = Notificações
