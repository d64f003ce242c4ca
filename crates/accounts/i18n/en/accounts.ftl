### Accounts: refusals, checks and messages.

accounts-error-credentials = The address or the password is not right.
accounts-error-suspended = This account is closed for the time being. Write to us if you think that is a mistake.
accounts-error-code = That code is not right, or it is too old. Look for the newest message, or ask for another code.
accounts-error-other-password = This is not the password of this sign-up. Leave it empty to choose a new one.
accounts-error-too-many-codes = This address has had its codes for today. Try again tomorrow, or use another address.
accounts-error-refresh = This session is over. Sign in again.
accounts-error-address-taken = There is an account with this address already.
accounts-error-has-business = You belong to a business already.
accounts-error-answered-otherwise = Your set-up has gone on meanwhile, maybe on another phone, with another answer. What you sent now was not taken; you can change it in your account.
accounts-error-last-ceo = You are the only CEO of a business with other members. Make one of them CEO first.
accounts-error-last-contact = This is the only address of yours that is confirmed. Add another one first.
accounts-error-not-verified = Prove your e-mail address or phone number first: type the code that we sent you.

## Checks

accounts-check-email = Write the e-mail address like name@example.com.
accounts-check-phone = This is not a phone number as they are dialled in that country. Write it with + and the country code.
accounts-check-address = Write an e-mail address, or a phone number with + and the country code.
accounts-check-address-needed = Give an e-mail address or a phone number.
accounts-check-one-address = Give an e-mail address or a phone number, not both.
accounts-check-password-short = Use at least 8 characters. Three or four words that do not belong together are easy to remember.
accounts-check-password-long = Use at most 128 characters.
accounts-check-password-common = Many people use this password, so it is guessed first. Choose another one.
accounts-check-password-personal = Your name or address is the first thing that others try. Choose another one.
accounts-check-country = Choose a country.
accounts-check-language = Choose one of the languages that PushNchat speaks.
accounts-check-currency = This is not the code of a currency in use.
accounts-check-time-zone = There is no such time zone.
accounts-check-name = A name holds no links, addresses or phone numbers.
accounts-check-profile = Write texts here.
accounts-check-profile-field = Your role has no such field.
accounts-check-role = There is no such role to choose.
accounts-check-status = There is no such state to choose.
accounts-check-business-type = Choose what the business does.
accounts-check-category-unknown = There is no such category.
accounts-check-category-count = Choose one to five categories.
accounts-check-market = There is no such market.
accounts-check-latitude = The latitude must be between -90 and 90.
accounts-check-longitude = The longitude must be between -180 and 180.
accounts-check-website = Write the address of a website, such as https://example.com.
accounts-check-logo = Choose a picture that you have uploaded yourself.
accounts-check-opening-hours = Opening and closing times are written like 08:00, at most twice a day.
accounts-check-step = This step is not open.
accounts-check-search = Search for 2 to 80 characters.

## Messages by mail and SMS

accounts-message-verify-subject = { $code } is your PushNchat code
accounts-message-verify-mail =
    Welcome to PushNchat.

    Your code is { $code }. It holds for { $minutes } minutes.

    If it was not you who signed up, you need not do anything. Never tell the code to anybody, not even to us.
accounts-message-verify-sms = PushNchat: { $code } is your code. It holds for { $minutes } minutes. Tell it to nobody.
accounts-message-reset-subject = { $code } is your code for a new password
accounts-message-reset-mail =
    Somebody asked to set a new password for your PushNchat account.

    Your code is { $code }. It holds for { $minutes } minutes.

    If it was not you, you need not do anything: your password stays as it is. Never tell the code to anybody.
accounts-message-reset-sms = PushNchat: { $code } is your code for a new password. It holds for { $minutes } minutes. Tell it to nobody.
accounts-message-registered-subject = You have a PushNchat account already
accounts-message-registered-mail =
    Somebody just signed up at PushNchat with your address. You have an account already, so nothing was changed.

    If it was you: sign in at { $site }/sign-in, or set a new password at { $site }/password/forgot.
    If it was not you, you need not do anything.
accounts-message-registered-sms = PushNchat: you have an account already. Sign in at { $site }/sign-in
accounts-message-password-subject = Your PushNchat password was changed
accounts-message-password-mail =
    The password of your PushNchat account was just changed, and all devices were signed out.

    If it was not you, set a new password at once: { $site }/password/forgot
accounts-message-password-sms = PushNchat: your password was changed. If it was not you, set a new one at once: { $site }/password/forgot
accounts-message-contact-subject = { $code } is your PushNchat code
accounts-message-contact-mail =
    Somebody wants to use this address for their PushNchat account.

    If it was you, type this code: { $code }. It holds for { $minutes } minutes.

    If it was not you, you need not do anything. Never tell the code to anybody, not even to us.
accounts-message-contact-sms = PushNchat: { $code } is your code for this number. It holds for { $minutes } minutes. Tell it to nobody.
accounts-message-contact-taken-subject = Your address is in use at PushNchat
accounts-message-contact-taken-mail =
    Somebody just tried to use your address for another PushNchat account. It belongs to your account already, so nothing was changed.

    If it was you: sign in with this address at { $site }/sign-in
    If it was not you, you need not do anything.
accounts-message-contact-taken-sms = PushNchat: this number belongs to your account already, so it was not added to another one.
accounts-message-contact-gone-subject = This address is no longer that of your PushNchat account
accounts-message-contact-gone-mail =
    This address was just removed from your PushNchat account, or replaced by another one.

    If it was not you, sign in at { $site }/sign-in with another address of yours, set a new password, and write to us at once.
accounts-message-contact-gone-sms = PushNchat: this number was removed from your account or replaced. If it was not you, write to us at once: { $site }
accounts-message-contacts-subject = The addresses of your PushNchat account were changed
accounts-message-contacts-mail =
    An e-mail address or phone number of your PushNchat account was just added, changed or removed. See which: { $site }/account/contacts

    If it was not you, set a new password at once: { $site }/password/forgot
accounts-message-contacts-sms = PushNchat: an address of your account was changed. If it was not you, set a new password at once: { $site }/password/forgot
accounts-message-verification-subject = News about the verification of your business
accounts-message-verification-mail =
    We have decided about the verification of your business at PushNchat. Read our answer: { $site }/business/verification
accounts-message-verification-sms = PushNchat: our answer about the verification of your business: { $site }/business/verification
accounts-message-role-given-subject = You have the role that you asked for
accounts-message-role-given-mail =
    You have the role at PushNchat that you asked for. It holds from now on: { $site }/account
accounts-message-role-given-sms = PushNchat: you have the role that you asked for: { $site }/account
accounts-message-role-refused-subject = About the role that you asked for
accounts-message-role-refused-mail =
    We could not give you the role at PushNchat that you asked for. Everything else works as before.

    You can ask again, with more about yourself in your profile: { $site }/onboarding/role
accounts-message-role-refused-sms = PushNchat: we could not give you the role that you asked for. Everything else works as before.

## Papers, and names of devices

accounts-error-papers-wait = Papers of this business are being looked at already. Wait for the answer.
accounts-error-trusted = This business has the highest level already.
accounts-error-decided = Somebody has decided this already.
accounts-error-link = This address of a paper is too old, or was made for somebody else. Load the page again.
accounts-check-papers = Choose one to four photos or PDF files.
accounts-check-level = Choose another level.
accounts-check-decision = Approve or refuse.
accounts-device-unknown = Unknown device
accounts-device-app = App
accounts-device-java = Java phone
accounts-device-on = { $browser } on { $system }
