platform-error-internal = Algo correu mal do nosso lado. Nada do que escreveu se perdeu; tente de novo, por favor.
platform-error-unavailable = De momento não conseguimos chegar a uma parte do PushNchat. Tente de novo dentro de alguns segundos.
platform-error-not-found = Não há nada neste endereço, ou já não há.
platform-error-method = Este endereço não conhece essa ação.
platform-error-unauthorized = Entre primeiro na sua conta, por favor.
platform-error-forbidden = A sua conta não tem permissão para fazer isto.
platform-error-token = O token de acesso não é válido, ou já não é. Entre de novo.
platform-error-cross-site = Para sua segurança, isto foi recusado porque veio de outro site. Abra o PushNchat e tente lá.
platform-error-rate-limited = Demasiados pedidos. Tente de novo dentro de { $seconds ->
    [one] um segundo
   *[other] { $seconds } segundos
}.
platform-error-rooms = Já tem abertas tantas salas quantas se podem ter. Saia primeiro de uma.
platform-error-cursor = Este ponto pertence a outra lista. Comece pela primeira página.
platform-error-limit = Peça de 1 a 100 elementos.
platform-error-query-too-long = O endereço é demasiado longo.
platform-error-media-type = Este endereço não aceita este tipo de conteúdo.
platform-error-body = O pedido foi cortado antes de chegar completo.
platform-error-too-large = Isto é maior do que este endereço aceita.
platform-error-utf8 = O texto não é UTF-8 válido.
platform-error-malformed = Não é possível ler isto.
platform-error-unknown-field = Aqui não existe este campo.
platform-error-duplicate-field = Este campo aparece duas vezes.
platform-error-idempotency-key = Uma chave de idempotência tem de 8 a 128 caracteres ASCII visíveis.
platform-error-idempotency-reused = Esta chave de idempotência já foi usada para outra coisa.
platform-error-under-way = O mesmo pedido ainda está a ser tratado. Pergunte de novo dentro de momentos.
platform-error-version-required = Diga que versão está a alterar, com If-Match ou `version`.
platform-error-version-stale = Entretanto, outra pessoa alterou isto.
platform-check-required = Isto é necessário.
platform-check-too-short = Pelo menos { $least } caracteres.
platform-check-too-long = No máximo { $most } caracteres; tem { $count }.

# Uma data com a hora em UTC.
platform-moment = { $day } de { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
} de { $year }, { $time } UTC
