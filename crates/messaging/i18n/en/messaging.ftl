### Texts of conversations.

## What is wrong with what was sent

messaging-check-client-id = An id made on the phone has 8 to 64 letters, digits or signs.
messaging-check-type = There is no such type of message.
messaging-check-other-type = This belongs to another type of message.
messaging-check-reply = The message that this one answers is not there.
messaging-check-file = The file is not there, or was sent already. Choose it again.
messaging-check-listing = This listing is not live any more.
messaging-check-own-listing = Choose a listing of your own business.
messaging-check-place = A latitude lies between -90 and 90, a longitude between -180 and 180.
messaging-check-before-after = Ask for messages before or after a place, not both.
messaging-check-format = An export is written as `json` or `txt`.
messaging-check-emoji = A reaction is one emoji.
messaging-check-reason = Choose why you report this message.
messaging-check-sync = Ask for at most 100 conversations at once.
messaging-check-snooze = Choose a time within the next 90 days.
messaging-check-status = There is no such status.
messaging-check-view = There is no such list.
messaging-check-time-zone = There is no such time zone.
messaging-check-hours = Give seven days, each with hours that end after they begin and do not overlap.
messaging-check-holidays = At most 100 holidays can be kept.
messaging-check-assignment = Choose how customers are handed out.
messaging-check-minutes = This is not a possible number of minutes.
messaging-check-ceo-after = The CEO is told after the managers.
messaging-check-languages = Choose languages from the list.
messaging-check-capacity = Choose a number from 0 to 200.
messaging-check-shortcut-taken = There is a ready answer with this name already.
messaging-check-canned-many = There are { $limit } ready answers at most. Delete one first.

## What cannot be done

messaging-error-closed = This conversation has ended. Nobody can write here any more.
messaging-error-blocked = You cannot write to these people.
messaging-error-not-yours = Only whoever wrote a message can change it.
messaging-error-edit-too-late = A message can be edited for 15 minutes. You can remove it, and write another one.
messaging-error-removed = This message was removed.
messaging-error-not-text = Only texts can be edited.
messaging-error-await-answer = Please wait for an answer. You can send { $limit } messages before it.
messaging-error-first-contacts = You have written to { $limit } new businesses today. Try again tomorrow.
messaging-error-spam = This looks like advertising. Write what you want from this business, with fewer links.
messaging-error-reactions = Very many people have reacted to this message already.
messaging-error-voice-size = A voice note can have 2 MB at most.
messaging-error-upload = Some of the file has not come yet. Go on sending it.
messaging-error-link = This link has run out. Open the conversation again.
messaging-error-agent = Choose somebody of your team.
messaging-error-state = This is not possible now ({ $state }).

## Pages

messaging-page-title = Messages
messaging-page-active = Conversations
messaging-page-archived = Archived
messaging-page-empty-title = No conversations yet
messaging-page-empty = Ask a seller about what they offer, and the conversation appears here.
messaging-page-empty-action = Find an offer
messaging-page-you = You:
messaging-page-muted = Muted
messaging-page-closed-badge = Ended
messaging-page-nothing-said = Nothing has been said yet.
messaging-page-inbox = Inbox conversation
messaging-page-back = Back to all messages
messaging-page-back-to-chat = Back to the conversation
messaging-page-settings = Settings of this conversation
messaging-page-mute = Mute
messaging-page-unmute = Sound on
messaging-page-archive = Archive
messaging-page-unarchive = Take out of the archive
messaging-page-export = Save as a text file
messaging-page-export-title = Your file
messaging-page-export-waits = The conversation is being written into a file.
messaging-page-export-percent = { $percent } % written
messaging-page-export-look = Look again
messaging-page-export-stay = This page stays at its address, and the file is kept for a day.
messaging-page-export-ready = The file is ready.
messaging-page-export-fetch = Save the file ({ $size } kB)
messaging-page-export-failed = The file was not made, because you cannot read this conversation any more.
messaging-page-export-gone-title = This file is not here
messaging-page-export-gone = A file is kept for one day. Ask for it again in the menu of the conversation.
messaging-page-earlier = Earlier messages
messaging-page-newest = To the newest messages
messaging-page-here = Here now
messaging-page-away = Away for a moment
messaging-page-presence-hide = Hide when I am here
messaging-page-presence-show = Show when I am here
messaging-page-last-seen = Last here: { $ago }
messaging-page-typing = is writing…
messaging-page-write = Message
messaging-page-send = Send
messaging-page-photo-add = Add a photo
messaging-page-photo = Photo
messaging-page-voice = Voice note
messaging-page-voice-record = Record a voice note
messaging-page-voice-drop = Throw the recording away
messaging-page-voice-on = Recording
messaging-page-voice-send = Send the recording
messaging-page-voice-refused = The microphone cannot be used. Allow it in the settings of the browser.
messaging-page-place = Place on the map
messaging-page-card = Listing
messaging-page-listing-add = Send a listing
messaging-page-listing-none-title = No live listings
messaging-page-listing-none = What your business has live stands here, ready to be sent.
messaging-page-listing-post = Post a listing
messaging-page-removed = This message was removed.
messaging-page-edited = edited
messaging-page-sending = sending…
messaging-page-waiting = waits for the network
messaging-page-sent = sent
messaging-page-delivered = delivered
messaging-page-read = read
messaging-page-failed = not sent
messaging-page-again = Try again
messaging-page-drop = Delete
messaging-page-actions = What to do with this message
messaging-page-react = React
messaging-page-unreact = No reaction
messaging-page-answer = Answer
messaging-page-no-answer = Do not answer this message
messaging-page-edit = Other words
messaging-page-edit-hint = A message can be edited for 15 minutes. Others see that it was.
messaging-page-save = Save
messaging-page-remove = Delete for everybody
messaging-page-report = Report this message
messaging-page-reported = Thank you. We look at this message and what stands around it.
messaging-page-reason = What is wrong with it?
messaging-page-reason-note = In your words (not needed)
messaging-page-reason-spam = Unwanted advertising
messaging-page-reason-fraud = Fraud
messaging-page-reason-harassment = Insult or threat
messaging-page-reason-illegal = Against the law
messaging-page-reason-other = Something else
messaging-page-closed = Nobody can write here any more.
messaging-page-inbox-closed = This business does not take messages from you here at the moment. What was written stays. If that changes, you can go on here.
messaging-page-contact = Write to { $name }
messaging-page-contact-label = Your message
messaging-page-contact-hint = Say what you need, how much and by when.
messaging-page-contact-topic = What is it about?
messaging-page-contact-topic-none = Something else
messaging-page-unread = { $n ->
    [one] unread message
   *[other] unread messages
 }
messaging-page-members = { $n ->
    [one] One person
   *[other] { $n } people
 }
