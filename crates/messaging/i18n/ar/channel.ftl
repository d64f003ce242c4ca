### قنوات الفريق

messaging-check-member = اختر أشخاصًا من فريقك.
messaging-check-members-many = تتسع القناة لـ { $limit } شخص على الأكثر.
messaging-page-channel = الاسم والأعضاء
messaging-page-channel-new = قناة جديدة
messaging-page-channel-name = اسم القناة
messaging-page-channel-name-hint = مثلًا: التوصيل
messaging-page-channel-who = من فيها
messaging-page-channel-alone = لا أحد غيرك في فريقك بعد. يمكنك إضافة أشخاص لاحقًا.
messaging-page-channel-make = أنشئ القناة
messaging-page-channel-rename = غيّر الاسم
messaging-page-channel-you = أنت
messaging-page-channel-remove = أخرِج
messaging-page-channel-others = ليسوا فيها بعد
messaging-page-channel-add = أضف إلى القناة
messaging-page-channel-close = أغلق القناة
messaging-page-channel-reopen = افتح القناة من جديد
messaging-page-channel-leave = غادر القناة
messaging-page-channel-left = غادرت القناة.
messaging-page-channel-saved = حُفظ.
messaging-system-created = أنشأ { $by } القناة «{ $title }».
messaging-system-added = أضاف { $by }: { $people }.
messaging-system-added-many = { $n ->
    [zero] لم يضف { $by } أحدًا.
    [one] أضاف { $by } شخصًا واحدًا.
    [two] أضاف { $by } شخصين.
    [few] أضاف { $by } { $n } أشخاص.
    [many] أضاف { $by } { $n } شخصًا.
   *[other] أضاف { $by } { $n } شخص.
 }
messaging-system-removed = أخرج { $by }: { $people }.
messaging-system-removed-many = { $n ->
    [zero] لم يُخرج { $by } أحدًا.
    [one] أخرج { $by } شخصًا واحدًا.
    [two] أخرج { $by } شخصين.
    [few] أخرج { $by } { $n } أشخاص.
    [many] أخرج { $by } { $n } شخصًا.
   *[other] أخرج { $by } { $n } شخص.
 }
messaging-system-left = غادر { $by }.
messaging-system-renamed = سمّى { $by } القناة «{ $title }».
messaging-system-closed = أغلق { $by } القناة.
messaging-system-opened = فتح { $by } القناة من جديد.
