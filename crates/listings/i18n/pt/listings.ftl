### Textos dos anúncios.

## O que está errado no que foi escrito

listings-check-type = Escolha se oferece algo ou se procura algo.
listings-check-contact = Não ponha links, e-mails nem números de telefone no título. As pessoas chegam a si pela sua página.
listings-check-category = Escolha uma categoria da lista.
listings-check-price-negative = Um preço não pode ser inferior a zero.
listings-check-price-too-large = É mais do que qualquer preço. Verifique o número de zeros.
listings-check-price-not-a-number = Escreva o valor como um número, por exemplo 1500.
listings-check-price-digits = Esta moeda tem menos casas decimais.
listings-check-currency = Escolha uma moeda da lista.
listings-check-latitude = Uma latitude fica entre -90 e 90.
listings-check-longitude = Uma longitude fica entre -180 e 180.
listings-check-country = Escolha um país da lista.
listings-check-market = Escolha um mercado da lista.
listings-check-duration = Escolha 24, 48, 72 ou 96 horas.
listings-check-media = Uma das fotos já não está cá. Adicione-a de novo.
listings-check-media-twice = Uma foto aparece duas vezes.
listings-check-media-too-many = Um anúncio pode ter no máximo { $most } fotos.
listings-check-id = Um id feito no telemóvel tem de ser um UUIDv7.
listings-check-range-currency = Diga em que moeda estão os preços.
listings-check-range-order = O preço mais alto está abaixo do mais baixo.
listings-check-business = Isto não é o id de uma empresa.
listings-check-time = Escreva a hora assim: 2026-11-21T08:00:00Z.
listings-check-sort = Essa ordem não existe.
listings-check-sort-currency = Para ordenar por preço, diga em que moeda.
listings-check-sort-position = Para ordenar por distância, diga de onde: `lat` e `lng`.
listings-check-words-sort = As palavras procuram-se por ordem de relevância: peça sort=relevance.
listings-check-radius = Escolha uma distância até 500 km.
listings-check-status = Esse estado não existe.

## O que não se pode fazer

listings-error-not-found = Este anúncio não existe, ou já não existe. Os anúncios vivem só alguns dias.
listings-error-renewal-link = Esta ligação não está completa, e não sabemos que anúncio renova. Abra-a outra vez a partir da mensagem, ou entre na conta e renove o anúncio entre os seus.
listings-error-id-taken = Este id pertence a outro anúncio.
listings-error-already-published = Este anúncio já está publicado.
listings-error-not-editable = { $status ->
    [WITHDRAWN] Este anúncio foi retirado. Reponha-o primeiro.
    [EXPIRED] Este anúncio expirou. Renove-o em vez disso.
   *[other] De momento este anúncio não pode ser alterado.
}
listings-error-not-live = { $status ->
    [EXPIRED] Este anúncio expirou. Renove-o primeiro.
    [DRAFT] Isto é um rascunho. Publique-o primeiro.
    [WITHDRAWN] Este anúncio foi retirado. Reponha-o primeiro.
   *[other] Isto só funciona enquanto o anúncio está no ar.
}
listings-error-not-renewable = { $status ->
    [ACTIVE] Este anúncio está no ar. Para lhe dar mais tempo, prolongue-o.
   *[other] Só se pode renovar um anúncio cujo tempo acabou.
}
listings-error-not-withdrawn = Este anúncio não foi retirado, por isso não há nada a repor.
listings-error-restore-too-late = Isto foi retirado há mais de 30 dias e já não pode ser reposto.
listings-error-already-featured = Este anúncio já está em destaque.

## O que o plano permite

listings-quota-media = O seu plano permite { $limit } fotos por anúncio.
listings-quota-extensions = { $limit ->
    [one] O seu plano permite um prolongamento por anúncio, e já foi usado. Pode renovar o anúncio quando ele expirar.
   *[other] O seu plano permite { $limit } prolongamentos por anúncio, e já foram todos usados. Pode renovar o anúncio quando ele expirar.
}
listings-quota-active = { $used } de { $limit } anúncios no ar estão em uso. O próximo lugar fica livre em { $resets }, ou quando retirar um.
listings-quota-featured = { $used } de { $limit } lugares em destaque deste mês estão usados. Os próximos chegam em { $resets }.
listings-quota-featured-plan = O seu plano não tem lugares em destaque. O plano { $plan } tem.
listings-quota-active-full = { $used } de { $limit } anúncios no ar estão em uso. Fica um lugar livre quando retirar um.

listings-error-not-in-review = { $status ->
    [ACTIVE] Este anúncio está no ar e ninguém se queixa dele.
   *[other] Não há nada a decidir sobre este anúncio.
}
listings-error-own-listing = Este anúncio é seu. Pode alterá-lo ou retirá-lo.
listings-check-reason = Escolha na lista o que está errado.
listings-check-days = Escolha entre 1 e 90 dias.
