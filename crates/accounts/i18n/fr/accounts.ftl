### Comptes : refus, contrôles et messages.

accounts-error-credentials = L’adresse ou le mot de passe n’est pas bon.
accounts-error-suspended = Ce compte est fermé pour le moment. Écrivez-nous si vous pensez que c’est une erreur.
accounts-error-code = Ce code n’est pas bon, ou il est trop ancien. Prenez le dernier message reçu ou demandez un autre code.
accounts-error-other-password = Ce n’est pas le mot de passe de cette inscription. Laissez vide pour en choisir un nouveau.
accounts-error-too-many-codes = Cette adresse a reçu tous ses codes pour aujourd’hui. Réessayez demain ou prenez une autre adresse.
accounts-error-refresh = Cette session est terminée. Reconnectez-vous.
accounts-error-address-taken = Il existe déjà un compte avec cette adresse.
accounts-error-has-business = Vous appartenez déjà à une entreprise.
accounts-error-answered-otherwise = Votre inscription a continué entre-temps, peut-être sur un autre téléphone, avec une autre réponse. Ce que vous venez d’envoyer n’a pas été retenu ; vous pouvez le modifier dans votre compte.
accounts-error-last-ceo = Vous êtes le seul dirigeant d’une entreprise qui a d’autres membres. Nommez d’abord l’un d’eux dirigeant.
accounts-error-last-contact = C’est votre seule adresse confirmée. Ajoutez-en d’abord une autre.
accounts-error-not-verified = Confirmez d’abord votre e-mail ou votre numéro : saisissez le code que nous vous avons envoyé.

## Contrôles

accounts-check-email = Écrivez l’adresse e-mail sous la forme nom@exemple.com.
accounts-check-phone = Ce n’est pas un numéro tel qu’on le compose dans ce pays. Écrivez-le avec + et l’indicatif du pays.
accounts-check-address = Écrivez une adresse e-mail, ou un numéro avec + et l’indicatif du pays.
accounts-check-address-needed = Donnez une adresse e-mail ou un numéro de téléphone.
accounts-check-one-address = Donnez une adresse e-mail ou un numéro de téléphone, pas les deux.
accounts-check-password-short = Au moins 8 caractères. Trois ou quatre mots sans rapport entre eux se retiennent bien.
accounts-check-password-long = Au plus 128 caractères.
accounts-check-password-common = Beaucoup de gens utilisent ce mot de passe : c’est le premier qu’on essaie. Choisissez-en un autre.
accounts-check-password-personal = Votre nom ou votre adresse est la première chose que d’autres essaient. Choisissez autre chose.
accounts-check-country = Choisissez un pays.
accounts-check-language = Choisissez l’une des langues de PushNchat.
accounts-check-currency = Ce n’est pas le code d’une monnaie en usage.
accounts-check-time-zone = Ce fuseau horaire n’existe pas.
accounts-check-name = Un nom ne contient ni lien, ni adresse, ni numéro de téléphone.
accounts-check-profile = Écrivez du texte ici.
accounts-check-profile-field = Votre rôle n’a pas ce champ.
accounts-check-role = Ce rôle ne peut pas être choisi.
accounts-check-status = Cet état ne peut pas être choisi.
accounts-check-business-type = Choisissez ce que fait l’entreprise.
accounts-check-category-unknown = Cette catégorie n’existe pas.
accounts-check-category-count = Choisissez une à cinq catégories.
accounts-check-market = Ce marché n’existe pas.
accounts-check-latitude = La latitude doit être comprise entre -90 et 90.
accounts-check-longitude = La longitude doit être comprise entre -180 et 180.
accounts-check-website = Écrivez l’adresse d’un site, comme https://exemple.com.
accounts-check-logo = Choisissez une image que vous avez envoyée vous-même.
accounts-check-opening-hours = Les heures s’écrivent comme 08:00, deux plages par jour au plus.
accounts-check-step = Cette étape n’est pas ouverte.
accounts-check-search = Cherchez de 2 à 80 caractères.

## Messages par e-mail et SMS

accounts-message-verify-subject = { $code } est votre code PushNchat
accounts-message-verify-mail =
    Bienvenue sur PushNchat.

    Votre code est { $code }. Il est valable { $minutes } minutes.

    Si vous n’avez pas ouvert de compte, vous n’avez rien à faire. Ne donnez ce code à personne, pas même à nous.
accounts-message-verify-sms = PushNchat : votre code est { $code }. Valable { $minutes } minutes. Ne le donnez à personne.
accounts-message-reset-subject = { $code } est votre code pour un nouveau mot de passe
accounts-message-reset-mail =
    Quelqu’un a demandé un nouveau mot de passe pour votre compte PushNchat.

    Votre code est { $code }. Il est valable { $minutes } minutes.

    Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe reste le même. Ne donnez ce code à personne.
accounts-message-reset-sms = PushNchat : code pour un nouveau mot de passe : { $code }. Valable { $minutes } minutes. Ne le donnez à personne.
accounts-message-registered-subject = Vous avez déjà un compte PushNchat
accounts-message-registered-mail =
    Quelqu’un vient de s’inscrire sur PushNchat avec votre adresse. Vous avez déjà un compte : rien n’a été changé.

    Si c’était vous : connectez-vous sur { $site }/sign-in, ou choisissez un nouveau mot de passe sur { $site }/password/forgot.
    Si ce n’était pas vous, vous n’avez rien à faire.
accounts-message-registered-sms = PushNchat : vous avez déjà un compte. Connectez-vous sur { $site }/sign-in
accounts-message-password-subject = Votre mot de passe PushNchat a été changé
accounts-message-password-mail =
    Le mot de passe de votre compte PushNchat vient d’être changé, et tous les appareils ont été déconnectés.

    Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe : { $site }/password/forgot
accounts-message-password-sms = PushNchat : votre mot de passe a été changé. Si ce n’était pas vous, changez-le tout de suite : { $site }/password/forgot
accounts-message-contact-subject = { $code } est votre code PushNchat
accounts-message-contact-mail =
    Quelqu’un veut utiliser cette adresse pour son compte PushNchat.

    Si c’est vous, saisissez ce code : { $code }. Il est valable { $minutes } minutes.

    Si ce n’est pas vous, vous n’avez rien à faire. Ne donnez ce code à personne, pas même à nous.
accounts-message-contact-sms = PushNchat : { $code } est votre code pour ce numéro. Valable { $minutes } minutes. Ne le donnez à personne.
accounts-message-contact-taken-subject = Votre adresse est déjà utilisée sur PushNchat
accounts-message-contact-taken-mail =
    Quelqu’un vient d’essayer d’utiliser votre adresse pour un autre compte PushNchat. Elle appartient déjà à votre compte : rien n’a été changé.

    Si c’était vous : connectez-vous avec cette adresse sur { $site }/sign-in
    Si ce n’était pas vous, vous n’avez rien à faire.
accounts-message-contact-taken-sms = PushNchat : ce numéro appartient déjà à votre compte ; il n’a pas été ajouté à un autre.
accounts-message-contact-gone-subject = Cette adresse n’est plus celle de votre compte PushNchat
accounts-message-contact-gone-mail =
    Cette adresse vient d’être retirée de votre compte PushNchat, ou remplacée par une autre.

    Si ce n’était pas vous, connectez-vous sur { $site }/sign-in avec une autre de vos adresses, choisissez un nouveau mot de passe et écrivez-nous tout de suite.
accounts-message-contact-gone-sms = PushNchat : ce numéro a été retiré de votre compte ou remplacé. Si ce n’était pas vous, écrivez-nous tout de suite : { $site }
accounts-message-contacts-subject = Les adresses de votre compte PushNchat ont changé
accounts-message-contacts-mail =
    Une adresse e-mail ou un numéro de votre compte PushNchat vient d’être ajouté, changé ou retiré. Voyez lequel : { $site }/account/contacts

    Si ce n’était pas vous, choisissez tout de suite un nouveau mot de passe : { $site }/password/forgot
accounts-message-contacts-sms = PushNchat : une adresse de votre compte a changé. Si ce n’était pas vous, changez de mot de passe tout de suite : { $site }/password/forgot
accounts-message-verification-subject = Du nouveau sur la vérification de votre entreprise
accounts-message-verification-mail =
    Nous avons décidé de la vérification de votre entreprise sur PushNchat. Lisez notre réponse : { $site }/business/verification
accounts-message-verification-sms = PushNchat : notre réponse sur la vérification de votre entreprise : { $site }/business/verification
accounts-message-role-given-subject = Vous avez le rôle que vous avez demandé
accounts-message-role-given-mail =
    Vous avez sur PushNchat le rôle que vous avez demandé. Il est valable dès maintenant : { $site }/account
accounts-message-role-given-sms = PushNchat : vous avez le rôle que vous avez demandé : { $site }/account
accounts-message-role-refused-subject = À propos du rôle que vous avez demandé
accounts-message-role-refused-mail =
    Nous n’avons pas pu vous donner sur PushNchat le rôle que vous avez demandé. Tout le reste fonctionne comme avant.

    Vous pouvez le redemander, en disant plus de vous dans votre profil : { $site }/onboarding/role
accounts-message-role-refused-sms = PushNchat : nous n’avons pas pu vous donner le rôle demandé. Tout le reste fonctionne comme avant.

## Papers, and names of devices

accounts-error-papers-wait = Des papiers de cette entreprise sont déjà à l’examen. Attendez la réponse.
accounts-error-trusted = Cette entreprise a déjà le niveau le plus élevé.
accounts-error-decided = Quelqu’un a déjà décidé.
accounts-error-link = Cette adresse d’un papier est trop ancienne, ou a été faite pour quelqu’un d’autre. Rechargez la page.
accounts-check-papers = Choisissez une à quatre photos ou fichiers PDF.
accounts-check-level = Choisissez un autre niveau.
accounts-check-decision = Acceptez ou refusez.
accounts-device-unknown = Appareil inconnu
accounts-device-app = Application
accounts-device-java = téléphone Java
accounts-device-on = { $browser } sur { $system }
