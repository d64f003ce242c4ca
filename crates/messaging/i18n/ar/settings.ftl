### كيف يعمل صندوق رسائل المنشأة، وبأي سرعة أُجيب العملاء.

messaging-error-taken = يجيب شخص آخر هذا العميل الآن. انظر من هو، ثم حاول من جديد.
messaging-check-times = اكتب كل وقت هكذا 08:00، مع وقت الفتح ووقت الإغلاق.
messaging-check-never-open = حدّد أوقات يوم واحد على الأقل، أو قل إنكم مفتوحون دائمًا.
messaging-check-date = اختر كل عطلة كتاريخ.
messaging-check-topics = يمكن حفظ 12 موضوعًا على الأكثر.
messaging-check-skills = اختر من مواضيع صندوق رسائلكم.

messaging-page-desk-settings = الإعدادات
messaging-page-desk-rules = الأوقات والقواعد
messaging-page-desk-team = الفريق
messaging-page-desk-canned = ردود جاهزة
messaging-page-desk-times = المُدد
messaging-page-desk-saved = حُفظ.
messaging-page-desk-stale = غيّر شخص آخر هذا في الأثناء. ما كتبته لا يزال هنا: احفظ من جديد ليحل محله.

## الأوقات والقواعد

messaging-page-desk-hours = متى تجيبون
messaging-page-desk-hours-hint = ما دمتم مغلقين لا يُسلَّم عميل إلى أحد ولا يُحسب انتظار. اترك اليوم فارغًا إن كنتم مغلقين.
messaging-page-desk-always = ليلًا ونهارًا
messaging-page-desk-second = فترة ثانية في هذا اليوم
messaging-page-desk-opens = { $day }: يفتح في
messaging-page-desk-closes = { $day }: يغلق في
messaging-page-desk-time-zone = المنطقة الزمنية
messaging-page-desk-holidays = العطل
messaging-page-desk-holidays-hint = أيام تكونون فيها مغلقين. أفرغ تاريخًا لإزالته.
messaging-page-desk-holiday = العطلة { $n }
messaging-page-desk-mon = الاثنين
messaging-page-desk-tue = الثلاثاء
messaging-page-desk-wed = الأربعاء
messaging-page-desk-thu = الخميس
messaging-page-desk-fri = الجمعة
messaging-page-desk-sat = السبت
messaging-page-desk-sun = الأحد
messaging-page-desk-assignment = من يستلم العميل التالي
messaging-page-desk-least-busy = من لديه أقل العملاء
messaging-page-desk-least-busy-text = مناسب إذا احتاج بعض العملاء وقتًا أطول.
messaging-page-desk-in-turn = بالتناوب
messaging-page-desk-in-turn-text = يستلم الجميع العدد نفسه.
messaging-page-desk-sticky = العميل العائد يجد من يعرفه
messaging-page-desk-by-language = من يتكلم لغة العميل أولًا
messaging-page-desk-topics = ما يمكن للعملاء الكتابة عنه
messaging-page-desk-topics-hint = موضوع في كل سطر، 12 على الأكثر. يختار العميل واحدًا حين يكتب إليكم، ويستلمه أولًا من يعرفه من الفريق.
messaging-page-desk-waiting = عندما ينتظر عميل
messaging-page-desk-waiting-hint = لا تُحسب إلا الدقائق التي تكونون فيها مفتوحين.
messaging-page-desk-manager-after = الدقائق قبل إبلاغ المديرين
messaging-page-desk-ceo-after = الدقائق قبل إبلاغ المدير العام
messaging-page-desk-silent-after = الدقائق قبل تسليم العميل إلى شخص آخر

## الفريق

messaging-page-desk-team-hint = لا يستلم العملاء إلا من يعمل الآن.
messaging-page-desk-load = { $n ->
    [zero] لا عملاء الآن
    [one] عميل واحد الآن
    [two] عميلان الآن
    [few] { $n } عملاء الآن
    [many] { $n } عميلًا الآن
   *[other] { $n } عميل الآن
 }
messaging-page-desk-works = يعمل الآن
messaging-page-desk-more = اللغات والمواضيع وعدد العملاء
messaging-page-desk-languages = يتكلم
messaging-page-desk-skills = يعرف
messaging-page-desk-capacity = أقصى عدد من العملاء في وقت واحد

## ردود جاهزة

messaging-page-desk-canned-hint = ردود يكررها فريقك كثيرًا. تجدونها أسفل كل محادثة مع عميل، جاهزة للإرسال أو التعديل.
messaging-page-desk-canned-new = رد جديد
messaging-page-desk-shortcut = الاسم
messaging-page-desk-canned-text = الرد

## المُدد

messaging-page-desk-period = الفترة
messaging-page-desk-last-days = { $n ->
    [one] آخر يوم
    [two] آخر يومين
    [few] آخر { $n } أيام
    [many] آخر { $n } يومًا
   *[other] آخر { $n } يوم
 }
messaging-page-desk-times-hint = نصف العملاء أُجيبوا أو انتهت خدمتهم أسرع من هذا.
messaging-page-desk-times-none-title = لا شيء يُحسب بعد
messaging-page-desk-times-none = عندما تنتهي محادثات مع عملاء، ترى هنا كم استغرقت.
messaging-page-desk-times-answered = الردود الأولى
messaging-page-desk-times-resolved = المنتهية
messaging-page-desk-times-nobody = دون أحد
messaging-page-desk-times-former = شخص غادر الفريق
messaging-page-desk-unit-minutes = { $n } د
messaging-page-desk-unit-hours = { $n } س
messaging-page-desk-unit-days = { $n } ي
