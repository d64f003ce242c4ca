### Procurar e explorar.

search-title = Pesquisar
search-title-for = Resultados para “{ $q }”
search-explore = Explorar
search-categories = Categorias
search-newest = Novo hoje
search-quiet-title = Tudo calmo por aqui
search-quiet-text = Ainda ninguém publicou. O seu seria o primeiro que as pessoas veem.

search-filters = Mostrar
search-kind-all = Tudo
search-kind-offers = Ofertas
search-kind-requests = Procuras
search-only-verified = Vendedores verificados
search-only-photo = Com foto
search-category = Categoria
search-country = País
search-city = Cidade
search-only-featured = Só em destaque
search-age = Publicado
search-age-24 = Nas últimas 24 horas
search-age-48 = Nos últimos 2 dias
search-age-72 = Nos últimos 3 dias
search-market = Destina-se a
search-market-afcfta = Comércio dentro de África (ZCLCA)
search-market-africa-us = De África para os EUA
search-market-us-africa = Dos EUA para África
search-radius = Até
search-any = Qualquer
search-price-min = Preço desde
search-price-max = Preço até
search-currency = Moeda
search-apply = Mostrar resultados
search-clear = Sem filtros

search-found = { $n ->
    [one] Um resultado
   *[other] { $n } resultados
}
search-found-many = Mais de { $n } resultados
search-corrected = Nada tem as palavras tal como as escreveu. Estes resultados são para “{ $q }”.
search-along = Muito poucos têm uma palavra tal como a escreveu. Depois destes vêm os resultados para “{ $q }”.
search-businesses = Empresas
search-businesses-all = Todas as empresas
search-businesses-found = { $n ->
    [one] Uma empresa
   *[other] { $n } empresas
}
search-businesses-none = Nenhuma empresa tem este nome ou ramo. Experimente com menos palavras.
search-none-title = Nada encontrado
search-none-text = Experimente outras palavras, ou menos. Ou diga do que precisa: os vendedores veem as procuras em primeiro lugar.
search-none-yet = Nada que corresponda entre os primeiros. Toque em “Mostrar mais” para procurar mais adiante.
search-none-post = Publicar uma procura
search-broader = Pesquisar só por uma palavra

search-error-type = Pesquise `listings`, `businesses` ou `all`.
search-error-category = Essa categoria não existe.
search-error-country = Use o código do país com duas letras, como AO.
search-error-kind = Escolha OFFER ou REQUEST.
search-error-switch = Diga true ou false.
search-error-price = Escreva o preço como um número, por exemplo 1500.
search-error-price-order = O preço mais alto está abaixo do mais baixo.
search-error-price-currency = Um preço precisa da sua moeda.
search-error-currency = Essa moeda não existe.
search-error-coordinate = A latitude vai de -90 a 90 e a longitude de -180 a 180; são precisas as duas.
search-error-market = Escolha um dos mercados.
search-error-age = Escolha 24, 48 ou 72 horas.
search-error-radius = Escolha uma distância de 1 a 500 km.
search-error-radius-place = Uma distância precisa de um local de onde partir.
search-listings = Anúncios

search-what = Anúncios ou empresas
search-filter = Filtros
search-without = Sem
search-filter-title = Filtros e ordem
search-sort = Ordem
search-sort-best = Os melhores primeiro
search-sort-newest = Os mais recentes primeiro
search-sort-nearest = Os mais próximos primeiro
search-sort-cheapest = Preço mais baixo primeiro
search-sort-dearest = Preço mais alto primeiro
search-kind = Ofertas ou procuras
search-place-first = Escolha um local para pesquisar à volta dele
search-within = Até { $distance }
search-price-over = Desde { $price }
search-price-under = Até { $price }
search-most = Nada tem todas estas palavras. Estes têm todas menos uma.
search-trending = Muitos estão a ver
search-save = Guardar pesquisa
search-saved-title = Pesquisas guardadas
search-saved-text = É avisado quando um novo anúncio corresponde, no máximo uma vez por hora para cada pesquisa.
search-saved-none-title = Nenhuma pesquisa guardada
search-saved-none-text = Pesquise aquilo de que precisa e toque em “Guardar pesquisa”. É avisado quando alguém o publicar.
search-saved-done = A pesquisa ficou guardada. É avisado quando surgir algo que corresponda.
search-saved-gone = A pesquisa já não está guardada.
search-saved-forget = Remover
search-saved-forget-one = Remover a pesquisa guardada “{ $name }”
search-alerts-on = Avisos ligados
search-alerts-off = Avisos desligados
search-alerts-stop = Avisos ligados para “{ $name }”: desligar
search-alerts-start = Avisos desligados para “{ $name }”: ligar
search-error-sort = Escolha best, newest, nearest ou, para anúncios, cheapest ou dearest.
search-error-sort-place = “Mais próximos” precisa de um local de onde partir.
search-error-sort-all = Anúncios e empresas numa só lista aparecem apenas na ordem “best”.
search-error-save-kind = Só se podem guardar pesquisas de anúncios.
search-error-save-empty = Escreva palavras ou escolha um filtro antes de guardar uma pesquisa.
search-error-save-query = Esta pesquisa não se pode fazer.
search-error-saved-too-many = Tem { $limit } pesquisas guardadas. Remova uma para guardar outra.
