### Channels of a team.

messaging-check-member = Choose people of your own team.
messaging-check-members-many = A channel has at most { $limit } people.
messaging-page-channel = Name and members
messaging-page-channel-new = New channel
messaging-page-channel-name = Name of the channel
messaging-page-channel-name-hint = For example: Deliveries
messaging-page-channel-who = Who is in it
messaging-page-channel-alone = There is nobody else in your team yet. You can add people later.
messaging-page-channel-make = Make the channel
messaging-page-channel-rename = Rename
messaging-page-channel-you = You
messaging-page-channel-remove = Take out
messaging-page-channel-others = Not in it yet
messaging-page-channel-add = Add to the channel
messaging-page-channel-close = Close the channel
messaging-page-channel-reopen = Open the channel again
messaging-page-channel-leave = Leave the channel
messaging-page-channel-left = You have left the channel.
messaging-page-channel-saved = Saved.
messaging-system-created = { $by } made the channel “{ $title }”.
messaging-system-added = { $by } added { $people }.
messaging-system-added-many = { $n ->
    [one] { $by } added one person.
   *[other] { $by } added { $n } people.
 }
messaging-system-removed = { $by } took { $people } out.
messaging-system-removed-many = { $n ->
    [one] { $by } took one person out.
   *[other] { $by } took { $n } people out.
 }
messaging-system-left = { $by } left.
messaging-system-renamed = { $by } named the channel “{ $title }”.
messaging-system-closed = { $by } closed the channel.
messaging-system-opened = { $by } opened the channel again.
