### الصفحات: التسجيل والدخول والإعداد والحساب والشركات.

## التسجيل

accounts-page-sign-up = إنشاء حساب
accounts-page-sign-up-text = مجاني للبيع والشراء، ولا يستغرق سوى دقيقة.
accounts-page-sign-up-do = أنشئ حسابي
accounts-page-sign-up-next = بعد ذلك نرسل رمزًا من ستة أرقام إلى هذا العنوان. وعندما تكتبه تختار إن كنت تريد الشراء أو البيع.
accounts-page-have-account = لديك حساب؟
accounts-page-name = اسمك
accounts-page-name-hint = كما يناديك الناس. لشركتك اسمها الخاص فيما بعد.
accounts-page-country = البلد
accounts-page-choose = اختر
accounts-page-address = رقم الهاتف أو البريد الإلكتروني
accounts-page-address-hint = ما تستعمله أكثر: 0100 123 4567 أو you@example.com
accounts-page-address-hint-plus = الرقم من خارج البلد يبدأ بعلامة + ورمز بلده، مثل ‎+20.
accounts-page-password = كلمة المرور
accounts-page-password-rules = 8 أحرف على الأقل. ليست اسمك ولا رقمك، ولا ما يستعمله كثيرون غيرك: ثلاث كلمات متتالية يسهل حفظها ويصعب تخمينها.

## الرمز

accounts-page-verify = اكتب الرمز
accounts-page-verify-text = اكتب العنوان الذي سجلت به والرمز الذي أرسلناه إليه.
accounts-page-verify-do = تأكيد الرمز
accounts-page-verify-password = تلك التي اخترتها عند التسجيل. اتركها فارغة إن لم تكن أنت من سجل أو كنت لا تعرفها: عندها تختار واحدة جديدة.
accounts-page-code-sent = إن كان { $address } صالحًا لحساب جديد، فالرمز المكوّن من ستة أرقام في طريقه إليه.
accounts-page-code = الرمز
accounts-page-code-hint = ستة أرقام، صالحة لعشر دقائق.
accounts-page-code-tries = { $n ->
    [0] كانت هذه آخر محاولة: اطلب رمزًا جديدًا.
    [one] بقيت محاولة واحدة.
    [two] بقيت محاولتان.
    [few] بقيت { $n } محاولات.
    [many] بقيت { $n } محاولة.
   *[other] بقيت { $n } محاولة.
}
accounts-page-no-code = لم يصل الرمز؟
accounts-page-no-code-text = تحتاج بعض الشبكات إلى دقيقة أو دقيقتين. ابحث في البريد غير المرغوب فيه وتأكد من العنوان. وإن كان له حساب من قبل، فقد كتبنا إليه ذلك بدلًا من الرمز.
accounts-page-resend = أرسل رمزًا جديدًا
accounts-page-resend-wait = { $n ->
    [one] يمكنك طلب رمز آخر بعد ثانية.
    [two] يمكنك طلب رمز آخر بعد ثانيتين.
    [few] يمكنك طلب رمز آخر بعد { $n } ثوانٍ.
    [many] يمكنك طلب رمز آخر بعد { $n } ثانية.
   *[other] يمكنك طلب رمز آخر بعد { $n } ثانية.
}
accounts-page-resend-early = الرمز الأخير ما زال في الطريق: انتظر دقيقة قبل أن تطلب غيره.
accounts-page-resent = رمز جديد في الطريق. الأحدث وحده صالح.
accounts-page-other-address = استعمال عنوان آخر
accounts-page-verified-sign-in = تأكدنا أن العنوان لك، شكرًا. سجل الدخول الآن بكلمة المرور.
accounts-page-verified = تم تأكيد عنوانك.
accounts-page-verified-choose = تم تأكيد عنوانك. اختر الآن كلمة مرور: أرسلنا إليك رمزًا آخر لذلك.
accounts-page-verified-later = تم تأكيد عنوانك. ليست له كلمة مرور بعد، وقد استوفى رموز اليوم: اختر واحدة غدًا.

## الدخول والخروج

accounts-page-sign-in = تسجيل الدخول
accounts-page-sign-in-text = سعداء برؤيتك من جديد.
accounts-page-forgot-link = نسيت كلمة المرور؟
accounts-page-new-here = جديد هنا؟
accounts-page-new-here-text = بحساب يمكنك أن تبيع وتحفظ ما يعجبك ويجدك الناس.
accounts-page-signed-out = تم تسجيل خروجك. نراك قريبًا.
accounts-page-signed-out-everywhere = تم تسجيل خروجك من كل أجهزتك.

## كلمات المرور

accounts-page-forgot = كلمة مرور جديدة
accounts-page-forgot-text = اكتب رقم هاتفك أو بريدك، ونرسل إليه رمزًا تختار به كلمة مرور جديدة.
accounts-page-forgot-do = أرسل لي رمزًا
accounts-page-back-to-sign-in = العودة إلى الدخول
accounts-page-reset = اختر كلمة مرور جديدة
accounts-page-reset-sent = إن كان للعنوان { $address } حساب، فالرمز المكوّن من ستة أرقام في طريقه إليه.
accounts-page-new-password = كلمة المرور الجديدة
accounts-page-reset-do = حفظ كلمة المرور
accounts-page-reset-again = أرسل رمزًا آخر
accounts-page-reset-done = كلمة المرور الجديدة سارية، وتم تسجيل الخروج من كل الأجهزة. سجل الدخول بها الآن.

## الإعداد

accounts-page-step-role = ما الذي جاء بك؟
accounts-page-step-role-text = يمكنك الشراء في كل الأحوال. هذا يحدد ما نسألك عنه بعد ذلك.
accounts-page-step-language-country = أين تعيش وبأي لغة تقرأ؟
accounts-page-step-language-country-text = لتكون الأسعار والأماكن والرسائل صحيحة.
accounts-page-step-business-basics = شركتك
accounts-page-step-business-basics-text = هذا أول ما يراه الزبائن.
accounts-page-step-category-market = فيمَ تتاجر؟
accounts-page-step-category-market-text = ليجدك من يبحث عنك.
accounts-page-step-location = أين يجدك الناس؟
accounts-page-step-location-text = المشترون القريبون منك يرون عروضك أولًا.
accounts-page-step-done = كل شيء جاهز
accounts-page-step-saved = يُحفظ خطوة بخطوة: يمكنك التوقف هنا والمتابعة لاحقًا.
accounts-page-step-waits = حُفظ. تظهر شركتك بمجرد تأكيد عنوانك.
accounts-page-role-question = أريد أن…
accounts-page-role-consumer = أشتري
accounts-page-role-consumer-text = أجد عروضًا قريبة مني
accounts-page-role-business = أبيع
accounts-page-role-business-text = أعرض شركتي وأنشر العروض والطلبات
accounts-page-role-financial = أموّل
accounts-page-role-financial-text = مصرف أو مستثمر، ونتحقق من ذلك أولًا
accounts-page-role-partner = أخدم الشركات
accounts-page-role-partner-text = نقل أو قانون أو تدريب…، ونتحقق من ذلك أولًا
accounts-page-role-waits = طلبت أن تكون هنا بصفة «⁨{ $role }⁩». سننظر في ذلك ونكتب إليك، وكل ما سواه يعمل حتى ذلك الحين.
accounts-page-language = اللغة
accounts-page-welcome = أهلًا بك يا { $name }!
accounts-page-done-seller = لشركتك الآن صفحتها. انشر عرضك الأول: يظهر فورًا للمشترين القريبين منك.
accounts-page-done-buyer = انظر حولك واحفظ ما يعجبك واتصل بالبائع. الأقرب يظهر أولًا.
accounts-page-done-next = تابع من حيث كنت
accounts-page-done-post = انشر عرضًا
accounts-page-done-browse = شاهد ما حولك
accounts-page-see-business = شاهد صفحتك
accounts-page-verify-first = حُفظ. تظهر شركتك بمجرد تأكيد عنوانك: اكتب الرمز الذي أرسلناه إليك.

## الشركة

accounts-page-business-name = اسم الشركة
accounts-page-business-name-hint = كما هو على اللافتة، دون أرقام هواتف أو روابط.
accounts-page-business-type = ما نوع الشركة؟
accounts-page-type-producer = منتج
accounts-page-type-producer-text = يزرع أو يربي أو يصيد أو يستخرج
accounts-page-type-manufacturer = مصنّع
accounts-page-type-manufacturer-text = يصنع البضائع باليد أو بالآلة
accounts-page-type-trader = تاجر
accounts-page-type-trader-text = يشتري ويبيع بالجملة
accounts-page-type-retailer = متجر
accounts-page-type-retailer-text = يبيع بالتجزئة
accounts-page-type-service = خدمات
accounts-page-type-service-text = يعمل لصالح غيره
accounts-page-type-logistics = نقل
accounts-page-type-logistics-text = ينقل البضائع ويخزنها
accounts-page-type-finance = تمويل
accounts-page-type-finance-text = يقرض ويؤمّن ويدفع
accounts-page-type-cooperative = تعاونية
accounts-page-type-cooperative-text = كثيرون يعملون معًا
accounts-page-description = عن الشركة
accounts-page-description-hint = ما تتقنه ومنذ متى وما يمكن للزبائن الاعتماد عليه
accounts-page-categories = الفئات
accounts-page-categories-hint = خمس على الأكثر. افتح مجموعة وحدد ما يناسب.
accounts-page-category-all = { $name } عمومًا
accounts-page-market = لأي سوق تعمل؟
accounts-page-market-hint = يمكنك تغيير ذلك لاحقًا.
accounts-page-market-none = من حولي غالبًا
accounts-page-market-none-text = لا سوق بعينها
accounts-page-market-afcfta = داخل أفريقيا
accounts-page-market-afcfta-text = ضمن منطقة التجارة الحرة الأفريقية
accounts-page-market-africa-us = من أفريقيا إلى أمريكا
accounts-page-market-africa-us-text = تصدير
accounts-page-market-us-africa = من أمريكا إلى أفريقيا
accounts-page-market-us-africa-text = استيراد
accounts-page-where = المكان
accounts-page-city = المدينة
accounts-page-city-hint = أقرب مدينة معروفة
accounts-page-street = الشارع أو السوق أو المعلم
accounts-page-street-hint = مثل «سوق العتبة، البوابة 2». يظهر في صفحتك.
accounts-page-locate = استعمل موقعي الآن
accounts-page-located = تم تسجيل الموقع، ويُستعمل لحساب المسافات.
accounts-page-locate-failed = لم يعط هاتفك موقعه. المدينة تكفي.
accounts-page-contact = الاتصال
accounts-page-phone = هاتف للزبائن
accounts-page-phone-hint = يظهر في صفحتك ليتصل بك الناس بلمسة واحدة
accounts-page-email = بريد للزبائن
accounts-page-website = موقع على الشبكة
accounts-page-logo = الشعار
accounts-page-logo-hint = الصورة المربعة أنسب: لافتتك أو محلك أو أفضل منتجاتك.
accounts-page-hours = ساعات العمل
accounts-page-hours-hint = اترك اليوم فارغًا إن كنت مغلقًا. وقت إغلاق قبل وقت الفتح يعني ما بعد منتصف الليل.
accounts-page-hours-second = فترة ثانية في هذا اليوم
accounts-page-opens = { $day }: يفتح في
accounts-page-closes = { $day }: يغلق في
accounts-page-time-zone = المنطقة الزمنية
accounts-page-time-zone-country = منطقة البلد
accounts-page-business-new = إنشاء شركة
accounts-page-business-edit = تعديل الصفحة
accounts-page-business-text = كل ما هنا يراه الجميع، إلا ما تتركه فارغًا.
accounts-page-business-saved = تم تحديث صفحتك.
accounts-page-conflict = غيّر شخص آخر هذه الصفحة في هذه الأثناء
accounts-page-conflict-text = لم يُمحَ شيء. ما كتبته ما زال أدناه: احفظ مرة أخرى ليبقى ما كتبته، أو انقل ما كتبوه أولًا.
accounts-page-conflict-theirs = كما هو الآن
accounts-page-conflict-yours = كما كتبته أنت
accounts-page-conflict-drop = اترك ما كتبته وأعد تحميل الصفحة
accounts-page-empty-value = (فارغ)

## صفحة الشركة للجميع

accounts-page-listings = العروض والطلبات
accounts-page-listings-none = لا عروض في هذه اللحظة
accounts-page-listings-none-text = تدوم العروض أيامًا قليلة. اتصل بالشركة أو انظر ما لدى غيرها.
accounts-page-listings-none-own = لا عروض في صفحتك بعد
accounts-page-listings-none-own-text = الصفحات التي فيها عروض يجدها الناس أكثر بكثير. الأول يستغرق دقيقتين.
accounts-page-no-description = قل للناس بكلمات قليلة ما تتقنه: الصفحات التي فيها نص تتلقى اتصالات أكثر.
accounts-page-call = اتصال
accounts-page-mail = اكتب رسالة بريد
accounts-page-address-label = العنوان
accounts-page-closed = مغلق
accounts-page-open-until = مفتوح الآن حتى { $time }
accounts-page-open-always = مفتوح ليلًا ونهارًا
accounts-page-opens-today = مغلق الآن. يفتح اليوم في { $time }
accounts-page-opens-tomorrow = مغلق الآن. يفتح غدًا في { $time }
accounts-page-opens-on = مغلق الآن. يفتح من جديد: { $day }، { $time }
accounts-page-share = شارك على واتساب
accounts-page-share-text = { $name } على PushNchat: ‏{ $url }
accounts-page-since = على PushNchat منذ { $date }
accounts-page-summary = { $type } في { $place }. العروض وساعات العمل والاتصال على PushNchat.
accounts-page-mon = الاثنين
accounts-page-tue = الثلاثاء
accounts-page-wed = الأربعاء
accounts-page-thu = الخميس
accounts-page-fri = الجمعة
accounts-page-sat = السبت
accounts-page-sun = الأحد

## الحساب

accounts-page-account = حسابك
accounts-page-greeting = مرحبًا يا { $name }
accounts-page-proved = مؤكَّد
accounts-page-unproved = غير مؤكَّد بعد
accounts-page-unproved-text = أكّد عنوانك: عندها فقط يمكنك أن تنشر ويجدك الناس.
accounts-page-unproved-do = اكتب الرمز
accounts-page-unfinished = بقيت بعض الأسئلة.
accounts-page-unfinished-do = تابع الإعداد
accounts-page-my-business = شركتك
accounts-page-my-listings = إعلاناتي
accounts-page-messages = الرسائل
accounts-page-saved = إعلانات محفوظة
accounts-page-saved-searches = عمليات البحث المحفوظة
accounts-page-review = إعلانات بانتظار القرار
accounts-page-message-reports = الرسائل المبلَّغ عنها
accounts-page-write = اكتب رسالة
accounts-page-no-business = لا شركة بعد
accounts-page-no-business-text = أنشئ شركة لتنشر العروض وتكون لك صفحتك.
accounts-page-ceo = أنت تديرها
accounts-page-manager = أنت مسؤول فيها
accounts-page-staff = أنت من فريقها
accounts-page-profile = الملف الشخصي
accounts-page-preferences = التفضيلات
accounts-page-language-hint = وهي أيضًا لغة رسائلنا إليك
accounts-page-currency = العملة
accounts-page-currency-any = عملة البائع
accounts-page-time-zone-any = منطقة بلدي
accounts-page-data-saver = توفير البيانات
accounts-page-data-saver-hint = تظهر الصور عندما تلمسها.
accounts-page-profile-saved = تم حفظ ملفك الشخصي.
accounts-page-preferences-saved = تم حفظ تفضيلاتك.
accounts-page-stale = تغيّر حسابك في هذه الأثناء من جهاز آخر. ما كتبته ما زال هنا: احفظ مرة أخرى ليبقى.
accounts-page-sessions = الأجهزة المتصلة
accounts-page-sessions-text = جهاز لا تعرفه؟ أنهِ جلسته واختر كلمة مرور جديدة.
accounts-page-this-device = هذا الجهاز
accounts-page-seen = آخر ظهور { $ago }
accounts-page-end = إنهاء
accounts-page-end-session = إنهاء الجلسة على { $device }
accounts-page-session-ended = تم تسجيل خروج ذلك الجهاز.
accounts-page-sign-out = تسجيل الخروج
accounts-page-sign-out-everywhere = الخروج من كل الأجهزة
accounts-page-more = المزيد
accounts-page-change-password = تغيير كلمة المرور
accounts-page-delete-link = حذف الحساب
accounts-page-delete = هل تحذف حسابك؟
accounts-page-delete-what = ما يحدث عندئذ
accounts-page-delete-sessions = يتم تسجيل خروجك فورًا من كل الأجهزة، ولا يستطيع أحد الدخول بهذا الحساب بعد ذلك.
accounts-page-delete-address = يصبح رقمك وبريدك متاحين: يمكنك فتح حساب جديد بهما.
accounts-page-delete-business = تفقدك «⁨{ $business }⁩». وإن لم يكن في فريقها غيرك، تختفي صفحتها وإعلاناتها أيضًا.
accounts-page-delete-final = لا يمكنك الرجوع عن ذلك.
accounts-page-delete-sure = نعم، أريد حذف حسابي
accounts-page-delete-tick = حدد هذا إن كنت متأكدًا.
accounts-page-delete-do = احذف حسابي
accounts-page-delete-not = أبقه
accounts-page-deleted = تم حذف حسابك. شكرًا لأنك كنت معنا.
accounts-page-done-sell = ابدأ البيع

## بريد الحساب وهاتفه

accounts-page-contacts = البريد والهاتف
accounts-page-contacts-link = تغيير البريد أو الهاتف
accounts-page-contacts-text = تسجّل الدخول بأيّ منهما. يُعتمد الجديد حين تكتب الرمز الذي نرسله إليه، ويُبلَّغ القديم.
accounts-page-contacts-email = البريد الإلكتروني
accounts-page-contacts-phone = الهاتف
accounts-page-contacts-add = إضافة
accounts-page-contacts-change = استبدله بـ
accounts-page-contacts-send = أرسل رمزًا إليه
accounts-page-contacts-remove = إزالة
accounts-page-contacts-remove-text = لن تستطيع تسجيل الدخول به، ولن تصلك رسائل عليه.
accounts-page-contacts-remove-do = أزل هذا العنوان
accounts-page-contacts-back = العودة إلى الحساب
accounts-page-contact-code-sent = إن أمكن استعمال { $address } لحسابك فالرمز المكوّن من ستة أرقام في طريقه إليه.
accounts-page-contact-no-code = لم يصل الرمز؟ تحتاج بعض الشبكات دقيقة أو دقيقتين. وإن كان العنوان لحساب آخر فقد كتبنا ذلك بدلًا منه.
accounts-page-contact-saved = تأكّد العنوان الجديد. سجّل الدخول به من الآن.
accounts-page-contact-removed = أُزيل العنوان.

## حذف شركة

accounts-page-business-delete = حذف الشركة
accounts-page-business-delete-title = هل تحذف «⁨{ $business }⁩»؟
accounts-page-business-delete-hidden = تختفي صفحتها وإعلاناتها فورًا عن الجميع.
accounts-page-business-delete-team = لا يستطيع أحد من الفريق العمل باسمها بعد ذلك.
accounts-page-business-delete-restore = يمكنك استعادتها خلال 30 يومًا من حسابك. بعدها تزول نهائيًا.
accounts-page-business-delete-sure = نعم، أريد حذف الشركة
accounts-page-business-delete-do = احذف الشركة
accounts-page-business-deleted = حُذفت الشركة. يمكنك استعادتها خلال 30 يومًا.
accounts-page-business-deleted-badge = محذوفة
accounts-page-business-is-deleted = { $n ->
    [one] هذه الشركة محذوفة. يمكن استعادتها حتى الغد.
    [two] هذه الشركة محذوفة. يمكن استعادتها خلال يومين.
    [few] هذه الشركة محذوفة. يمكن استعادتها خلال { $n } أيام.
    [many] هذه الشركة محذوفة. يمكن استعادتها خلال { $n } يومًا.
   *[other] هذه الشركة محذوفة. يمكن استعادتها خلال { $n } يوم.
}
accounts-page-business-restore = استعدها
accounts-page-business-restore-ceo = يستطيع من يديرها استعادتها.
accounts-page-business-restored = عادت الشركة وصفحتها.
accounts-page-connect = تواصل
accounts-page-connections = الصلات

## Verification of a business

accounts-level-basic = غير موثّقة
accounts-level-basic-text = يثق الزبائن بالشركات التي رأينا أوراقها: يحمل اسمها علامة في كل مكان.
accounts-level-verified = موثّقة
accounts-level-verified-text = رأينا أوراقك، ويحمل اسمك العلامة. وبأوراق أخرى يمكن أن تصير شركتك موثوقة.
accounts-level-trusted = موثوقة
accounts-level-trusted-text = نعرف شركتك جيدًا. لا شيء آخر يُرسل.
accounts-page-verification = التوثيق
accounts-page-papers-send-title = إرسال أوراق
accounts-page-papers = صور الأوراق أو ملفات PDF لها
accounts-page-papers-hint = من صورة واحدة إلى أربع صور مقروءة من الحافة إلى الحافة، أو ملفات PDF: شهادة التسجيل، أوراق الضرائب، رخصة، بطاقة هوية المالك.
accounts-page-papers-note = هل من شيء ينبغي أن نعرفه؟
accounts-page-papers-private = لا يرى هذه الملفات إلا من يديرون شركتك وفريقنا. تُحفظ مشفّرة وتُحذف بعد 90 يومًا من جوابنا.
accounts-page-papers-send = أرسلها
accounts-page-papers-sent = وصلت أوراقك. سننظر فيها ونكتب إليك.
accounts-page-papers-history = ما أُرسل وما قُرّر
accounts-page-papers-open = أُرسلت { $ago }. ننظر فيها ونكتب إليك.
accounts-page-papers-approved = قُرّر { $ago }. المستوى الجديد: { $level }.
accounts-page-papers-refused = قُرّر { $ago }. لم تكن هذه الأوراق كافية:
accounts-page-papers-taken-back = تغيّر { $ago }. مستواك الآن: { $level }. والسبب:
accounts-page-paper = ورقة { $n }

## What admins decide about businesses and people

accounts-review-title = شركات وصفات بانتظار القرار
accounts-review-papers = أوراق الشركات
accounts-review-papers-none = لا أوراق بالانتظار.
accounts-review-open = { $n ->
    [one] شركة واحدة تنتظر.
    [two] شركتان تنتظران.
    [few] { $n } شركات تنتظر.
    [many] { $n } شركة تنتظر.
   *[other] { $n } شركة تنتظر.
}
accounts-review-approve-verified = اجعلها موثّقة
accounts-review-approve-trusted = اجعلها موثوقة
accounts-review-refuse = ارفض
accounts-review-reason = وإلا فلماذا؟ تقرأ الشركة هذا.
accounts-review-roles = صفات مطلوبة
accounts-review-roles-none = لا أحد ينتظر صفة.
accounts-review-role-asked = يطلب صفة «⁨{ $role }⁩».
accounts-review-role-give = امنحها
accounts-review-given = وُثّقت مؤخرًا
accounts-review-take-back = سحب المستوى
accounts-review-flash-approved = قُرّر: للشركة مستواها الجديد.
accounts-review-flash-refused = قُرّر: تُخبَر الشركة بالسبب.
accounts-review-flash-taken-back = سُحب المستوى، وتُخبَر الشركة بالسبب.
accounts-review-flash-role-given = قُرّر: مُنحت الصفة.
accounts-review-flash-role-refused = قُرّر: رُفضت الصفة.
accounts-review-flash-decided = قرّر أحدهم هذا من قبل.
