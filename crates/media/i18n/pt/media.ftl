### Por que razão uma foto não foi aceite, e o que fazer.

media-error-empty = O ficheiro está vazio. Escolha a foto de novo, por favor.
media-error-too-large = A foto tem mais de 10 MB. Envie uma mais leve, por favor.
media-error-too-many-pixels = A foto é demasiado grande para ser aberta: no máximo 40 megapíxeis e 12 000 píxeis de lado.
media-error-not-a-picture = Este ficheiro não é uma foto que consigamos ler. JPEG, PNG e WebP servem.
media-error-heic = Fotos HEIC e AVIF não podem ser lidas aqui. Escolha JPEG («Mais compatível») nas definições da câmara, ou envie uma captura de ecrã da foto.
media-error-animated = Imagens em movimento não são aceites. Envie uma foto parada, por favor.
media-error-truncated = A foto não chegou inteira. Envie-a de novo, por favor.
media-error-damaged = O ficheiro da foto está danificado. Escolha outra foto, ou tire-a de novo.

### Envios por partes.

media-error-too-many-uploads = Já tem { $most } envios abertos, ou bytes a mais. Termine ou abandone alguns primeiro.
media-error-offset = Falta alguma coisa antes desta parte. Continue onde o envio parou.
media-error-no-offset = Diga em Upload-Offset onde começa a parte no ficheiro.
media-error-too-long = Isto é mais do que foi anunciado.
media-error-piece-small = Uma parte tem pelo menos { $least } KiB, exceto a última.
media-error-piece-large = Uma parte tem no máximo { $most } KiB.
media-error-incomplete = A foto ainda não chegou inteira. Envie primeiro o resto.
media-error-checksum = O que chegou não é o que foi enviado. Envie a foto de novo, por favor.
media-error-sha256 = Um SHA-256 tem 64 dígitos hexadecimais.
media-error-direct = Este envio vai direto para o armazenamento e não aceita partes aqui.
media-error-not-configured = Não há armazenamento externo. Envie os ficheiros aqui, por partes.

### Documentos.

media-error-paper-unknown = Este ficheiro não é uma foto nem um PDF que consigamos ler. JPEG, PNG, WebP e PDF servem.
media-error-pdf-locked = Este PDF está protegido por palavra-passe, ou feito de modo que não o podemos examinar. Guarde-o sem proteção, ou envie fotos das páginas.
media-error-pdf-active = Este PDF contém scripts, formulários que enviam algo ou outros ficheiros. Imprima-o para um novo PDF, ou envie fotos das páginas.
media-error-pdf-pages = Este PDF tem páginas a mais: aceitam-se no máximo { $most }. Envie só as páginas que importam.
media-error-pdf-damaged = Este PDF está danificado ou não chegou inteiro. Envie-o de novo, por favor, ou envie fotos das páginas.
