platform-error-internal = Something went wrong on our side. Nothing you typed is lost; please try again.
platform-error-unavailable = We cannot reach a part of PushNchat at the moment. Please try again in a few seconds.
platform-error-not-found = There is nothing at this address, or not any more.
platform-error-method = This address does not know that action.
platform-error-unauthorized = Please sign in first.
platform-error-forbidden = Your account does not have the right to do this.
platform-error-token = The access token is not valid, or no longer. Sign in again.
platform-error-cross-site = For your safety, this was refused because it came from another site. Open PushNchat and try there.
platform-error-rate-limited = Too many requests. Try again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
platform-error-rooms = You have as many rooms open as one may have. Leave one first.
platform-error-cursor = This place in the list belongs to another list. Start from the first page.
platform-error-limit = Ask for 1 to 100 items.
platform-error-query-too-long = The address is too long.
platform-error-media-type = The content type is not one that this address takes.
platform-error-body = The request was cut off before it was complete.
platform-error-too-large = That is larger than this address takes.
platform-error-utf8 = The text is not valid UTF-8.
platform-error-malformed = This cannot be read.
platform-error-unknown-field = There is no such field here.
platform-error-duplicate-field = This field stands here twice.
platform-error-idempotency-key = An idempotency key has 8 to 128 visible ASCII characters.
platform-error-idempotency-reused = This idempotency key was used for something else.
platform-error-under-way = The same request is still being worked on. Ask again in a moment.
platform-error-version-required = Say which version you are changing, with If-Match or `version`.
platform-error-version-stale = Somebody else has changed this in the meantime.
platform-check-required = This is needed.
platform-check-too-short = At least { $least } characters.
platform-check-too-long = At most { $most } characters; these are { $count }.

# A date with its time of day in UTC.
platform-moment = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $time } UTC
