### نصوص المحادثات.

## ما الخطأ فيما أُرسل

messaging-check-client-id = المعرّف الذي ينشئه الهاتف يتكوّن من 8 إلى 64 حرفًا أو رقمًا أو علامة.
messaging-check-type = لا يوجد هذا النوع من الرسائل.
messaging-check-other-type = هذا يخص نوعًا آخر من الرسائل.
messaging-check-reply = الرسالة التي تردّ عليها غير موجودة.
messaging-check-file = الملف غير موجود أو أُرسل من قبل. اختره مرة أخرى.
messaging-check-listing = هذا الإعلان لم يعد معروضًا.
messaging-check-own-listing = اختر إعلانًا من إعلانات منشأتك.
messaging-check-place = خط العرض بين -90 و90، وخط الطول بين -180 و180.
messaging-check-before-after = اطلب الرسائل قبل موضع أو بعده، لا كليهما.
messaging-check-format = يُكتب التصدير بصيغة `json` أو `txt`.
messaging-check-emoji = التفاعل رمز تعبيري واحد.
messaging-check-reason = اختر سبب الإبلاغ عن هذه الرسالة.
messaging-check-sync = اطلب 100 محادثة على الأكثر في المرة الواحدة.
messaging-check-snooze = اختر وقتًا خلال التسعين يومًا القادمة.
messaging-check-status = لا توجد هذه الحالة.
messaging-check-view = لا توجد هذه القائمة.
messaging-check-time-zone = لا توجد هذه المنطقة الزمنية.
messaging-check-hours = أعطِ سبعة أيام، لكل منها ساعات تنتهي بعد بدايتها ولا تتداخل.
messaging-check-holidays = يمكن حفظ 100 عطلة على الأكثر.
messaging-check-assignment = اختر طريقة توزيع العملاء.
messaging-check-minutes = هذا العدد من الدقائق غير ممكن.
messaging-check-ceo-after = يُبلَّغ الرئيس التنفيذي بعد المديرين.
messaging-check-languages = اختر لغات من القائمة.
messaging-check-capacity = اختر عددًا من 0 إلى 200.
messaging-check-shortcut-taken = يوجد رد جاهز بهذا الاسم.
messaging-check-canned-many = يمكن حفظ { $limit } رد جاهز على الأكثر. احذف ردًا أولًا.

## ما لا يمكن

messaging-error-closed = انتهت هذه المحادثة. لا يمكن لأحد الكتابة فيها بعد الآن.
messaging-error-blocked = لا يمكنك الكتابة إلى هؤلاء الأشخاص.
messaging-error-not-yours = لا يغيّر الرسالة إلا من كتبها.
messaging-error-edit-too-late = يمكن تعديل الرسالة خلال 15 دقيقة. يمكنك إزالتها وكتابة غيرها.
messaging-error-removed = أُزيلت هذه الرسالة.
messaging-error-not-text = لا يمكن تعديل غير النصوص.
messaging-error-await-answer = انتظر الرد من فضلك. عدد الرسائل التي يمكنك إرسالها قبله: { $limit }.
messaging-error-first-contacts = عدد المنشآت الجديدة التي كتبت إليها اليوم: { $limit }. حاول غدًا.
messaging-error-spam = يبدو هذا كإعلان. اكتب ما تريده من هذه المنشأة، بروابط أقل.
messaging-error-reactions = تفاعل عدد كبير جدًا من الناس مع هذه الرسالة.
messaging-error-voice-size = حجم الرسالة الصوتية 2 ميغابايت على الأكثر.
messaging-error-upload = لم يصل جزء من الملف بعد. تابع الإرسال.
messaging-error-link = انتهت صلاحية هذا الرابط. افتح المحادثة مرة أخرى.
messaging-error-agent = اختر شخصًا من فريقك.
messaging-error-state = هذا غير ممكن الآن ({ $state }).

## Pages

messaging-page-title = الرسائل
messaging-page-active = المحادثات
messaging-page-archived = المؤرشفة
messaging-page-empty-title = لا توجد محادثات بعد
messaging-page-empty = اسأل بائعًا عمّا يعرضه، وستظهر المحادثة هنا.
messaging-page-empty-action = ابحث عن عرض
messaging-page-you = أنت:
messaging-page-muted = صامتة
messaging-page-closed-badge = منتهية
messaging-page-nothing-said = لم يُقَل شيء بعد.
messaging-page-inbox = محادثة صندوق الوارد
messaging-page-back = العودة إلى الرسائل
messaging-page-back-to-chat = العودة إلى المحادثة
messaging-page-settings = إعدادات هذه المحادثة
messaging-page-mute = كتم الصوت
messaging-page-unmute = إلغاء الكتم
messaging-page-archive = أرشفة
messaging-page-unarchive = إخراج من الأرشيف
messaging-page-export = حفظ كملف نصي
messaging-page-export-title = ملفك
messaging-page-export-waits = تُكتب المحادثة الآن في ملف.
messaging-page-export-percent = كُتب { $percent }٪
messaging-page-export-look = انظر مرة أخرى
messaging-page-export-stay = تبقى هذه الصفحة على عنوانها، ويُحفظ الملف يومًا واحدًا.
messaging-page-export-ready = الملف جاهز.
messaging-page-export-fetch = حفظ الملف ({ $size } كيلوبايت)
messaging-page-export-failed = لم يُنشأ الملف لأنك لم تعد تستطيع قراءة هذه المحادثة.
messaging-page-export-gone-title = هذا الملف غير موجود هنا
messaging-page-export-gone = يُحفظ الملف يومًا واحدًا. اطلبه مرة أخرى من قائمة المحادثة.
messaging-page-earlier = رسائل أقدم
messaging-page-newest = إلى أحدث الرسائل
messaging-page-here = متصل الآن
messaging-page-away = غائب الآن
messaging-page-presence-hide = إخفاء وقت اتصالي
messaging-page-presence-show = إظهار وقت اتصالي
messaging-page-last-seen = آخر ظهور: { $ago }
messaging-page-typing = يكتب…
messaging-page-write = اكتب رسالة
messaging-page-send = إرسال
messaging-page-photo-add = إضافة صورة
messaging-page-photo = صورة
messaging-page-voice = رسالة صوتية
messaging-page-voice-record = سجّل رسالة صوتية
messaging-page-voice-drop = تخلّص من التسجيل
messaging-page-voice-on = جارٍ التسجيل
messaging-page-voice-send = أرسل التسجيل
messaging-page-voice-refused = لا يمكن استعمال الميكروفون. اسمح به في إعدادات المتصفح.
messaging-page-place = موقع على الخريطة
messaging-page-card = إعلان
messaging-page-listing-add = أرسل إعلانًا
messaging-page-listing-none-title = لا إعلانات معروضة
messaging-page-listing-none = تظهر هنا إعلانات منشأتك المعروضة، جاهزة للإرسال.
messaging-page-listing-post = انشر إعلانًا
messaging-page-removed = حُذفت هذه الرسالة.
messaging-page-edited = معدّلة
messaging-page-sending = جارٍ الإرسال…
messaging-page-waiting = بانتظار الشبكة
messaging-page-sent = أُرسلت
messaging-page-delivered = وصلت
messaging-page-read = قُرئت
messaging-page-failed = لم تُرسل
messaging-page-again = أعد المحاولة
messaging-page-drop = حذف
messaging-page-actions = ماذا تفعل بهذه الرسالة
messaging-page-react = تفاعل
messaging-page-unreact = بلا تفاعل
messaging-page-answer = ردّ
messaging-page-no-answer = إلغاء الردّ على هذه الرسالة
messaging-page-edit = كلمات أخرى
messaging-page-edit-hint = يمكن تعديل الرسالة خلال 15 دقيقة، ويظهر ذلك للآخرين.
messaging-page-save = حفظ
messaging-page-remove = حذف للجميع
messaging-page-report = الإبلاغ عن هذه الرسالة
messaging-page-reported = شكرًا لك. سننظر في هذه الرسالة وما حولها.
messaging-page-reason = ما المشكلة؟
messaging-page-reason-note = بكلماتك (اختياري)
messaging-page-reason-spam = إعلان غير مرغوب فيه
messaging-page-reason-fraud = احتيال
messaging-page-reason-harassment = إهانة أو تهديد
messaging-page-reason-illegal = مخالف للقانون
messaging-page-reason-other = شيء آخر
messaging-page-closed = لم يعد بإمكان أحد الكتابة هنا.
messaging-page-inbox-closed = لا تستقبل هذه المنشأة رسائلك هنا في الوقت الحالي. ما كُتب يبقى. إن تغيّر ذلك أمكنك المتابعة هنا.
messaging-page-contact = الكتابة إلى { $name }
messaging-page-contact-label = رسالتك
messaging-page-contact-hint = اذكر ما تحتاجه والكمية والموعد.
messaging-page-contact-topic = ما الموضوع؟
messaging-page-contact-topic-none = شيء آخر
messaging-page-unread = { $n ->
    [one] رسالة غير مقروءة
    [two] رسالتان غير مقروءتان
    [few] رسائل غير مقروءة
    [many] رسالة غير مقروءة
   *[other] رسالة غير مقروءة
 }
messaging-page-members = { $n ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $n } أشخاص
    [many] { $n } شخصًا
   *[other] { $n } شخص
 }
