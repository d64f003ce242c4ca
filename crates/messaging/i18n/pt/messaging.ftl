### Textos das conversas.

## O que está errado no que foi enviado

messaging-check-client-id = Um id feito no telemóvel tem de 8 a 64 letras, dígitos ou sinais.
messaging-check-type = Esse tipo de mensagem não existe.
messaging-check-other-type = Isto pertence a outro tipo de mensagem.
messaging-check-reply = A mensagem a que esta responde não existe.
messaging-check-file = O ficheiro não existe, ou já foi enviado. Escolha-o de novo.
messaging-check-listing = Este anúncio já não está no ar.
messaging-check-own-listing = Escolha um anúncio da sua empresa.
messaging-check-place = Uma latitude fica entre -90 e 90, uma longitude entre -180 e 180.
messaging-check-before-after = Peça mensagens antes ou depois de um ponto, não as duas coisas.
messaging-check-format = Uma exportação é escrita como `json` ou `txt`.
messaging-check-emoji = Uma reação é um emoji.
messaging-check-reason = Escolha por que denuncia esta mensagem.
messaging-check-sync = Peça no máximo 100 conversas de uma vez.
messaging-check-snooze = Escolha uma hora dentro dos próximos 90 dias.
messaging-check-status = Esse estado não existe.
messaging-check-view = Essa lista não existe.
messaging-check-time-zone = Esse fuso horário não existe.
messaging-check-hours = Indique sete dias, cada um com horas que acabam depois de começar e não se sobrepõem.
messaging-check-holidays = Podem guardar-se no máximo 100 feriados.
messaging-check-assignment = Escolha como os clientes são distribuídos.
messaging-check-minutes = Este número de minutos não é possível.
messaging-check-ceo-after = O CEO é avisado depois dos gestores.
messaging-check-languages = Escolha línguas da lista.
messaging-check-capacity = Escolha um número de 0 a 200.
messaging-check-shortcut-taken = Já existe uma resposta pronta com este nome.
messaging-check-canned-many = Há no máximo { $limit } respostas prontas. Apague uma primeiro.

## O que não se pode fazer

messaging-error-closed = Esta conversa terminou. Já ninguém pode escrever aqui.
messaging-error-blocked = Não pode escrever a estas pessoas.
messaging-error-not-yours = Só quem escreveu uma mensagem a pode alterar.
messaging-error-edit-too-late = Uma mensagem pode ser editada durante 15 minutos. Pode removê-la e escrever outra.
messaging-error-removed = Esta mensagem foi removida.
messaging-error-not-text = Só textos podem ser editados.
messaging-error-await-answer = Espere por uma resposta, por favor. Antes dela pode enviar { $limit } mensagens.
messaging-error-first-contacts = Hoje já escreveu a { $limit } empresas novas. Tente de novo amanhã.
messaging-error-spam = Isto parece publicidade. Escreva o que quer desta empresa, com menos links.
messaging-error-reactions = Já muitas pessoas reagiram a esta mensagem.
messaging-error-voice-size = Uma mensagem de voz pode ter no máximo 2 MB.
messaging-error-upload = Ainda falta chegar uma parte do ficheiro. Continue o envio.
messaging-error-link = Este link expirou. Abra a conversa de novo.
messaging-error-agent = Escolha alguém da sua equipa.
messaging-error-state = Isto não é possível agora ({ $state }).

## Páginas

messaging-page-title = Mensagens
messaging-page-active = Conversas
messaging-page-archived = Arquivadas
messaging-page-empty-title = Ainda não há conversas
messaging-page-empty = Pergunte a um vendedor pelo que ele oferece, e a conversa aparece aqui.
messaging-page-empty-action = Encontrar uma oferta
messaging-page-you = Você:
messaging-page-muted = Sem som
messaging-page-closed-badge = Terminada
messaging-page-nothing-said = Ainda nada foi dito.
messaging-page-inbox = Conversa da caixa de entrada
messaging-page-back = Voltar a todas as mensagens
messaging-page-back-to-chat = Voltar à conversa
messaging-page-settings = Definições desta conversa
messaging-page-mute = Silenciar
messaging-page-unmute = Ligar o som
messaging-page-archive = Arquivar
messaging-page-unarchive = Tirar do arquivo
messaging-page-export = Guardar como ficheiro de texto
messaging-page-export-title = O seu ficheiro
messaging-page-export-waits = A conversa está a ser escrita num ficheiro.
messaging-page-export-percent = { $percent } % escritos
messaging-page-export-look = Ver de novo
messaging-page-export-stay = Esta página fica no seu endereço, e o ficheiro é guardado durante um dia.
messaging-page-export-ready = O ficheiro está pronto.
messaging-page-export-fetch = Guardar o ficheiro ({ $size } kB)
messaging-page-export-failed = O ficheiro não foi feito, porque já não pode ler esta conversa.
messaging-page-export-gone-title = Este ficheiro não está aqui
messaging-page-export-gone = Um ficheiro é guardado durante um dia. Peça-o de novo no menu da conversa.
messaging-page-earlier = Mensagens anteriores
messaging-page-newest = Para as mensagens mais recentes
messaging-page-here = Está aqui agora
messaging-page-away = Ausente de momento
messaging-page-presence-hide = Ocultar quando estou aqui
messaging-page-presence-show = Mostrar quando estou aqui
messaging-page-last-seen = Visto pela última vez: { $ago }
messaging-page-typing = está a escrever…
messaging-page-write = Mensagem
messaging-page-send = Enviar
messaging-page-photo-add = Adicionar uma foto
messaging-page-photo = Foto
messaging-page-voice = Mensagem de voz
messaging-page-voice-record = Gravar uma mensagem de voz
messaging-page-voice-drop = Deitar fora a gravação
messaging-page-voice-on = A gravar
messaging-page-voice-send = Enviar a gravação
messaging-page-voice-refused = Não é possível usar o microfone. Permita-o nas definições do navegador.
messaging-page-place = Local no mapa
messaging-page-card = Anúncio
messaging-page-listing-add = Enviar um anúncio
messaging-page-listing-none-title = Nenhum anúncio no ar
messaging-page-listing-none = Os anúncios da sua empresa que estão no ar aparecem aqui, prontos a enviar.
messaging-page-listing-post = Publicar um anúncio
messaging-page-removed = Esta mensagem foi removida.
messaging-page-edited = editada
messaging-page-sending = a enviar…
messaging-page-waiting = à espera da rede
messaging-page-sent = enviada
messaging-page-delivered = entregue
messaging-page-read = lida
messaging-page-failed = não enviada
messaging-page-again = Tentar de novo
messaging-page-drop = Apagar
messaging-page-actions = O que fazer com esta mensagem
messaging-page-react = Reagir
messaging-page-unreact = Sem reação
messaging-page-answer = Responder
messaging-page-no-answer = Não responder a esta mensagem
messaging-page-edit = Editar
messaging-page-edit-hint = Uma mensagem pode ser editada durante 15 minutos. Os outros veem que foi.
messaging-page-save = Guardar
messaging-page-remove = Apagar para todos
messaging-page-report = Denunciar esta mensagem
messaging-page-reported = Obrigado. Vamos analisar esta mensagem e o que está à volta dela.
messaging-page-reason = O que há de errado nela?
messaging-page-reason-note = Por palavras suas (não é obrigatório)
messaging-page-reason-spam = Publicidade indesejada
messaging-page-reason-fraud = Burla
messaging-page-reason-harassment = Insulto ou ameaça
messaging-page-reason-illegal = Contra a lei
messaging-page-reason-other = Outra coisa
messaging-page-closed = Já ninguém pode escrever aqui.
messaging-page-inbox-closed = De momento esta empresa não recebe aqui as suas mensagens. O que foi escrito fica. Se isso mudar, pode continuar aqui.
messaging-page-contact = Escrever a { $name }
messaging-page-contact-label = A sua mensagem
messaging-page-contact-hint = Diga do que precisa, quanto e para quando.
messaging-page-contact-topic = De que se trata?
messaging-page-contact-topic-none = Outra coisa
messaging-page-unread = { $n ->
    [one] mensagem por ler
   *[other] mensagens por ler
 }
messaging-page-members = { $n ->
    [one] Uma pessoa
   *[other] { $n } pessoas
 }
