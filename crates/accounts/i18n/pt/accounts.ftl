### Contas: recusas, verificações e mensagens.

accounts-error-credentials = O endereço ou a palavra-passe não está certo.
accounts-error-suspended = Esta conta está fechada por agora. Escreva-nos se acha que é um engano.
accounts-error-code = Esse código não está certo, ou é demasiado antigo. Veja a mensagem mais recente ou peça outro código.
accounts-error-other-password = Esta não é a palavra-passe desta inscrição. Deixe em branco para escolher uma nova.
accounts-error-too-many-codes = Este endereço já recebeu os códigos de hoje. Tente amanhã ou use outro endereço.
accounts-error-refresh = Esta sessão terminou. Entre de novo.
accounts-error-address-taken = Já existe uma conta com este endereço.
accounts-error-has-business = Já pertence a uma empresa.
accounts-error-answered-otherwise = A sua configuração continuou entretanto, talvez noutro telefone, com outra resposta. O que enviou agora não foi aceite; pode alterá-lo na sua conta.
accounts-error-last-ceo = É o único CEO de uma empresa com outros membros. Nomeie primeiro um deles CEO.
accounts-error-last-contact = Este é o seu único endereço confirmado. Adicione outro primeiro.
accounts-error-not-verified = Confirme primeiro o seu e-mail ou telefone: escreva o código que lhe enviámos.

## Verificações

accounts-check-email = Escreva o e-mail assim: nome@exemplo.com.
accounts-check-phone = Este não é um número como se marca nesse país. Escreva-o com + e o indicativo do país.
accounts-check-address = Escreva um e-mail, ou um número de telefone com + e o indicativo do país.
accounts-check-address-needed = Indique um e-mail ou um número de telefone.
accounts-check-one-address = Indique um e-mail ou um número de telefone, não os dois.
accounts-check-password-short = Use pelo menos 8 caracteres. Três ou quatro palavras sem ligação entre si são fáceis de lembrar.
accounts-check-password-long = Use no máximo 128 caracteres.
accounts-check-password-common = Muita gente usa esta palavra-passe, por isso é a primeira a ser adivinhada. Escolha outra.
accounts-check-password-personal = O seu nome ou endereço é a primeira coisa que outros experimentam. Escolha outra.
accounts-check-country = Escolha um país.
accounts-check-language = Escolha uma das línguas que o PushNchat fala.
accounts-check-currency = Este não é o código de uma moeda em uso.
accounts-check-time-zone = Esse fuso horário não existe.
accounts-check-name = Um nome não tem links, endereços nem números de telefone.
accounts-check-profile = Escreva aqui textos.
accounts-check-profile-field = O seu papel não tem esse campo.
accounts-check-role = Esse papel não se pode escolher.
accounts-check-status = Esse estado não se pode escolher.
accounts-check-business-type = Escolha o que a empresa faz.
accounts-check-category-unknown = Essa categoria não existe.
accounts-check-category-count = Escolha de uma a cinco categorias.
accounts-check-market = Esse mercado não existe.
accounts-check-latitude = A latitude tem de estar entre -90 e 90.
accounts-check-longitude = A longitude tem de estar entre -180 e 180.
accounts-check-website = Escreva o endereço de um site, por exemplo https://exemplo.com.
accounts-check-logo = Escolha uma imagem que tenha sido enviada por si.
accounts-check-opening-hours = As horas de abrir e fechar escrevem-se assim: 08:00, no máximo duas vezes por dia.
accounts-check-step = Este passo não está aberto.
accounts-check-search = Pesquise com 2 a 80 caracteres.

## Mensagens por e-mail e SMS

accounts-message-verify-subject = { $code } é o seu código PushNchat
accounts-message-verify-mail =
    Boas-vindas ao PushNchat.

    O seu código é { $code }. Vale durante { $minutes } minutos.

    Se não foi você que se inscreveu, não precisa de fazer nada. Nunca diga o código a ninguém, nem a nós.
accounts-message-verify-sms = PushNchat: { $code } é o seu código. Vale { $minutes } minutos. Não o diga a ninguém.
accounts-message-reset-subject = { $code } é o seu código para uma nova palavra-passe
accounts-message-reset-mail =
    Alguém pediu uma nova palavra-passe para a sua conta PushNchat.

    O seu código é { $code }. Vale durante { $minutes } minutos.

    Se não foi você, não precisa de fazer nada: a sua palavra-passe fica como está. Nunca diga o código a ninguém.
accounts-message-reset-sms = PushNchat: { $code } é o seu código para uma nova palavra-passe. Vale { $minutes } minutos. Não o diga a ninguém.
accounts-message-registered-subject = Já tem uma conta PushNchat
accounts-message-registered-mail =
    Alguém acabou de se inscrever no PushNchat com o seu endereço. Já tem uma conta, por isso nada foi alterado.

    Se foi você: entre em { $site }/sign-in, ou escolha uma nova palavra-passe em { $site }/password/forgot.
    Se não foi você, não precisa de fazer nada.
accounts-message-registered-sms = PushNchat: já tem uma conta. Entre em { $site }/sign-in
accounts-message-password-subject = A sua palavra-passe PushNchat foi alterada
accounts-message-password-mail =
    A palavra-passe da sua conta PushNchat acabou de ser alterada e a sessão terminou em todos os aparelhos.

    Se não foi você, escolha já uma nova palavra-passe: { $site }/password/forgot
accounts-message-password-sms = PushNchat: a sua palavra-passe foi alterada. Se não foi você, escolha já outra: { $site }/password/forgot
accounts-message-contact-subject = { $code } é o seu código PushNchat
accounts-message-contact-mail =
    Alguém quer usar este endereço na sua conta PushNchat.

    Se foi você, escreva este código: { $code }. Vale durante { $minutes } minutos.

    Se não foi você, não precisa de fazer nada. Nunca diga o código a ninguém, nem a nós.
accounts-message-contact-sms = PushNchat: { $code } é o seu código para este número. Vale { $minutes } minutos. Não o diga a ninguém.
accounts-message-contact-taken-subject = O seu endereço está em uso no PushNchat
accounts-message-contact-taken-mail =
    Alguém acabou de tentar usar o seu endereço noutra conta PushNchat. Ele já pertence à sua conta, por isso nada foi alterado.

    Se foi você: entre com este endereço em { $site }/sign-in
    Se não foi você, não precisa de fazer nada.
accounts-message-contact-taken-sms = PushNchat: este número já pertence à sua conta, por isso não foi adicionado a outra.
accounts-message-contact-gone-subject = Este endereço já não é o da sua conta PushNchat
accounts-message-contact-gone-mail =
    Este endereço acabou de ser removido da sua conta PushNchat, ou substituído por outro.

    Se não foi você, entre em { $site }/sign-in com outro endereço seu, escolha uma nova palavra-passe e escreva-nos já.
accounts-message-contact-gone-sms = PushNchat: este número foi removido da sua conta ou substituído. Se não foi você, escreva-nos já: { $site }
accounts-message-contacts-subject = Os endereços da sua conta PushNchat foram alterados
accounts-message-contacts-mail =
    Um e-mail ou telefone da sua conta PushNchat acabou de ser adicionado, alterado ou removido. Veja qual: { $site }/account/contacts

    Se não foi você, escolha já uma nova palavra-passe: { $site }/password/forgot
accounts-message-contacts-sms = PushNchat: um endereço da sua conta foi alterado. Se não foi você, escolha já uma nova palavra-passe: { $site }/password/forgot
accounts-message-verification-subject = Novidades sobre a verificação da sua empresa
accounts-message-verification-mail =
    Decidimos sobre a verificação da sua empresa no PushNchat. Leia a nossa resposta: { $site }/business/verification
accounts-message-verification-sms = PushNchat: a nossa resposta sobre a verificação da sua empresa: { $site }/business/verification
accounts-message-role-given-subject = Já tem a função que pediu
accounts-message-role-given-mail =
    Já tem no PushNchat a função que pediu. Vale a partir de agora: { $site }/account
accounts-message-role-given-sms = PushNchat: já tem a função que pediu: { $site }/account
accounts-message-role-refused-subject = Sobre a função que pediu
accounts-message-role-refused-mail =
    Não pudemos dar-lhe no PushNchat a função que pediu. Tudo o resto funciona como antes.

    Pode pedi-la de novo, dizendo mais de si no seu perfil: { $site }/onboarding/role
accounts-message-role-refused-sms = PushNchat: não pudemos dar-lhe a função que pediu. Tudo o resto funciona como antes.

## Papers, and names of devices

accounts-error-papers-wait = Já estamos a ver documentos desta empresa. Aguarde a resposta.
accounts-error-trusted = Esta empresa já tem o nível mais alto.
accounts-error-decided = Alguém já decidiu isto.
accounts-error-link = Este endereço de um documento é demasiado antigo, ou foi feito para outra pessoa. Carregue a página de novo.
accounts-check-papers = Escolha uma a quatro fotografias ou ficheiros PDF.
accounts-check-level = Escolha outro nível.
accounts-check-decision = Aprove ou recuse.
accounts-device-unknown = Dispositivo desconhecido
accounts-device-app = Aplicação
accounts-device-java = telefone Java
accounts-device-on = { $browser } em { $system }
