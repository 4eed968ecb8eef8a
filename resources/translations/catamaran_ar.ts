<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
    <context>
        <name>catamaran::ui::PromptDialog</name>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Banner</name>
        <message>
            <source>Copy this message</source>
            <translation>نسخ هذه الرسالة</translation>
        </message>
        <message>
            <source>Dismiss this message</source>
            <translation>إغلاق هذه الرسالة</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>حدث خطأ ما</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>ما العمل: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Capture</name>
        <message>
            <source>the state did not settle in time</source>
            <translation>لم تستقر الحالة في الوقت المحدد</translation>
        </message>
        <message>
            <source>cannot make the folder %1</source>
            <translation>تعذر إنشاء المجلد %1</translation>
        </message>
        <message>
            <source>cannot write %1</source>
            <translation>تعذرت كتابة %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ChartCard</name>
        <message>
            <source>%1 as a table</source>
            <translation>%1 كجدول</translation>
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>مخطط: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ComparePage</name>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Run the image as a container and as a VM, in turn (Ctrl+R)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One image, two hulls</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run: the image starts in turn as a container and as a light VM until it answers over HTTP. Start-up time, memory and disk of both are measured, and the last pair stays for live charts. Nothing else is left behind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare</source>
            <translation>المقارنة</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Image to compare</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The image that runs in both hulls; its port 80 must answer HTTP 200</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs of each hull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measured runs of each hull, after one warm-up; more runs give a firmer median</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Progress of the comparison</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Stop the race and remove what it started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export report…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied as Markdown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory when settled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>Live: the pair that was kept</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the pair</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop and remove the container and the VM that the last run left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network received</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk written</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancelling, and removing what was started…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warming up: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1 of %2: %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The comparison was cancelled; nothing is left behind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Getting ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kernel %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 CPUs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shared with others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs both hulls in turn and measures until the first HTTP 200.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine is not open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same image as a container and as a VM, side by side on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the comparison</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>HTML report (*.html);;Picture of this page (*.png);;CSV table (*.csv);;JSON (*.json);;Markdown (*.md)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file could not be created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Conveniences</name>
        <message>
            <source>Search</source>
            <translation>بحث</translation>
        </message>
        <message>
            <source> Search  Ctrl+K</source>
            <translation> بحث  Ctrl+K</translation>
        </message>
        <message>
            <source>Search everything, and do anything (Ctrl+K)</source>
            <translation>ابحث عن أي شيء ونفذ أي شيء (Ctrl+K)</translation>
        </message>
        <message>
            <source>Kept</source>
            <translation>تم الاحتفاظ</translation>
        </message>
        <message>
            <source>page show go to</source>
            <translation>صفحة عرض اذهب إلى</translation>
        </message>
        <message>
            <source>Run an image…</source>
            <translation>تشغيل صورة…</translation>
        </message>
        <message>
            <source>new container VM create start</source>
            <translation>جديد حاوية آلة إنشاء تشغيل</translation>
        </message>
        <message>
            <source>Refresh</source>
            <translation>تحديث</translation>
        </message>
        <message>
            <source>reload update</source>
            <translation>إعادة تحميل تحديث</translation>
        </message>
        <message>
            <source>reclaim space disk clean prune</source>
            <translation>استعادة مساحة قرص تنظيف</translation>
        </message>
        <message>
            <source>Switch off: %1</source>
            <translation>إيقاف: %1</translation>
        </message>
        <message>
            <source>Switch on: %1</source>
            <translation>تشغيل: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Desk</name>
        <message>
            <source>This could not be put right</source>
            <translation>تعذر إصلاح هذا</translation>
        </message>
        <message>
            <source>The space on the disk cannot be counted</source>
            <translation>تعذر حساب المساحة على القرص</translation>
        </message>
        <message>
            <source>Cannot look into %1</source>
            <translation>تعذر النظر داخل %1</translation>
        </message>
        <message>
            <source>%1: not done</source>
            <translation>%1: لم يتم</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DetailsPanel</name>
        <message>
            <source>Inspect, as JSON</source>
            <translation>فحص بصيغة JSON</translation>
        </message>
        <message>
            <source>Close the details</source>
            <translation>إغلاق التفاصيل</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>ملخص</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>السجلات</translation>
        </message>
        <message>
            <source>Stats</source>
            <translation>الإحصاءات</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>فحص</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>الأوقات</translation>
        </message>
        <message>
            <source>Follow</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <source>Following</source>
            <translation>تتم المتابعة</translation>
        </message>
        <message>
            <source>End of the log</source>
            <translation>نهاية السجل</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>مستلم</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>مرسل</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>قراءة</translation>
        </message>
        <message>
            <source>Written</source>
            <translation>كتابة</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>النوع</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>الأمر</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>المعرف</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>أنشئ في</translation>
        </message>
        <message>
            <source>Up for</source>
            <translation>يعمل منذ</translation>
        </message>
        <message>
            <source>Last start</source>
            <translation>آخر بدء</translation>
        </message>
        <message>
            <source>Exit code</source>
            <translation>رمز الخروج</translation>
        </message>
        <message>
            <source>Health</source>
            <translation>الصحة</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>Disk, shared</source>
            <translation>القرص، مشترك</translation>
        </message>
        <message>
            <source>Disk, own</source>
            <translation>القرص، خاص</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>الوسوم</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>ملاحظة</translation>
        </message>
        <message>
            <source>Made by another program; it can be watched and stopped here.</source>
            <translation>أنشأه برنامج آخر؛ يمكن مراقبته وإيقافه هنا.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DiskCard</name>
        <message>
            <source>On the disk</source>
            <translation>على القرص</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>جارٍ الحساب…</translation>
        </message>
        <message>
            <source>Reclaim space</source>
            <translation>استعادة المساحة</translation>
        </message>
        <message>
            <source>Choose what goes; the line for a shell stands beside each</source>
            <translation>اختر ما يُزال؛ وسطر الأوامر بجانبه</translation>
        </message>
        <message>
            <source>%1 used · %2 could be free again · %3 free on the disk</source>
            <translation>%1 مستخدمة · %2 يمكن استعادتها · %3 حرة على القرص</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DoctorPage</name>
        <message>
            <source>Copy command</source>
            <translation>نسخ الأمر</translation>
        </message>
        <message>
            <source>Copy “%1”: the same checks in a terminal</source>
            <translation>نسخ «%1»: الفحوص نفسها في الطرفية</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>فحص مجدداً</translation>
        </message>
        <message>
            <source>Look at this computer again (Ctrl+R)</source>
            <translation>فحص هذا الحاسوب مجدداً (Ctrl+R)</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>جارٍ الفحص…</translation>
        </message>
        <message>
            <source>What containers and VMs need of this computer</source>
            <translation>ما تحتاجه الحاويات والآلات من هذا الحاسوب</translation>
        </message>
        <message>
            <source>What containers and VMs need, and what to do where it is missing</source>
            <translation>ما تحتاجه الحاويات والآلات، وما العمل عند نقصه</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>نُسخ: %1</translation>
        </message>
        <message>
            <source>Put right, until the next start of the computer</source>
            <translation>تم الإصلاح حتى إعادة تشغيل الحاسوب</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translation>الطبيب</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>جاهز</translation>
        </message>
        <message>
            <source>Notice</source>
            <translation>تنبيه</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>مفقود</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>ما العمل: %1</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Put right</source>
            <translation>إصلاح</translation>
        </message>
        <message>
            <source>Does the same as: %1</source>
            <translation>يماثل: %1</translation>
        </message>
        <message>
            <source>Reclaim space</source>
            <translation>استعادة المساحة</translation>
        </message>
        <message>
            <source>Show what lies on the disk and can go</source>
            <translation>عرض ما على القرص وما يمكن إزالته</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>نسخ</translation>
        </message>
        <message>
            <source>Copy: %1</source>
            <translation>نسخ: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::DropTarget</name>
        <message>
            <source>Drop to open %1</source>
            <translation>أفلت لفتح %1</translation>
        </message>
        <message>
            <source>Copy %1 into %2</source>
            <translation>نسخ %1 إلى %2</translation>
        </message>
        <message>
            <source>Copy %1 files into %2</source>
            <translation>نسخ %1 ملفات إلى %2</translation>
        </message>
        <message>
            <source>Open %1 as a stack</source>
            <translation>فتح %1 كمجموعة</translation>
        </message>
        <message>
            <source>Nothing can be made of this</source>
            <translation>لا يمكن فعل شيء بهذا</translation>
        </message>
        <message>
            <source>Drop it to see its services, ports and volumes. Nothing is started yet.</source>
            <translation>أفلت لرؤية الخدمات والمنافذ ووحدات التخزين. لن يبدأ شيء بعد.</translation>
        </message>
        <message>
            <source>Drop it to see what can be done with it. Nothing is done yet.</source>
            <translation>أفلت لرؤية ما يمكن فعله. لن يُنفذ شيء بعد.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::GraphView</name>
        <message>
            <source>Services and what they need</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::HullCard</name>
        <message>
            <source>Virtual machine</source>
            <translation>آلة افتراضية</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>Time to answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>CPU to answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sooner</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 – %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>less</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 shared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1: answers after %2, uses %3 of memory and %4 of disk</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::ImagePanel</name>
        <message>
            <source>Select an image to look into it</source>
            <translation>اختر صورة للنظر داخلها</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>الطبقات</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>النتائج</translation>
        </message>
        <message>
            <source>Packages</source>
            <translation>الحزم</translation>
        </message>
        <message>
            <source>Each layer with its size; select one to see its files</source>
            <translation>كل طبقة بحجمها؛ اختر واحدة لرؤية ملفاتها</translation>
        </message>
        <message>
            <source>Files of the layer</source>
            <translation>ملفات الطبقة</translation>
        </message>
        <message>
            <source>+ added, ~ changed, - removed; the largest first</source>
            <translation>+ جديد، ~ معدل، - محذوف؛ الأكبر أولاً</translation>
        </message>
        <message>
            <source>What the rules about images find</source>
            <translation>ما تجده قواعد الصور</translation>
        </message>
        <message>
            <source>Filter packages</source>
            <translation>تصفية الحزم</translation>
        </message>
        <message>
            <source>Filter by name, version, kind or licence</source>
            <translation>تصفية حسب الاسم أو الإصدار أو النوع أو الترخيص</translation>
        </message>
        <message>
            <source>Packages and modules found in the image</source>
            <translation>الحزم والوحدات الموجودة في الصورة</translation>
        </message>
        <message>
            <source>Looking into its layers…</source>
            <translation>جارٍ النظر في الطبقات…</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>طبقة</translation>
        </message>
        <message>
            <source>layers</source>
            <translation>طبقات</translation>
        </message>
        <message>
            <source>%1 of its bytes can be seen</source>
            <translation>%1 من بايتاتها مرئية</translation>
        </message>
        <message>
            <source>no distribution</source>
            <translation>بلا توزيعة</translation>
        </message>
        <message>
            <source>Findings  %1</source>
            <translation>النتائج  %1</translation>
        </message>
        <message>
            <source>Packages  %1</source>
            <translation>الحزم  %1</translation>
        </message>
        <message>
            <source> · %1 hidden by later layers</source>
            <translation> · %1 تحجبها طبقات لاحقة</translation>
        </message>
        <message>
            <source>(not said)</source>
            <translation>(غير مذكور)</translation>
        </message>
        <message>
            <source>The rules find nothing</source>
            <translation>لم تجد القواعد شيئاً</translation>
        </message>
        <message>
            <source>Configuration and files are as they should be</source>
            <translation>الإعدادات والملفات كما ينبغي</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::ImagesPage</name>
        <message>
            <source>Run side by side…</source>
            <translation>تشغيل جنباً إلى جنب…</translation>
        </message>
        <message>
            <source>Compare the selected image as a container and as a VM</source>
            <translation>مقارنة الصورة المختارة كحاوية وكآلة</translation>
        </message>
        <message>
            <source>Pull…</source>
            <translation>سحب…</translation>
        </message>
        <message>
            <source>Fetch an image from a registry (Ctrl+P)</source>
            <translation>جلب صورة من سجل (Ctrl+P)</translation>
        </message>
        <message>
            <source>Build…</source>
            <translation>بناء…</translation>
        </message>
        <message>
            <source>Build an image of a folder with a Dockerfile (Ctrl+B)</source>
            <translation>بناء صورة من مجلد فيه Dockerfile ‏(Ctrl+B)</translation>
        </message>
        <message>
            <source>Remove the selected image (Delete)</source>
            <translation>إزالة الصورة المختارة (Delete)</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>المعرف</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>الحجم</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>أنشئ في</translation>
        </message>
        <message>
            <source>In use by</source>
            <translation>تستخدمها</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>الصور</translation>
        </message>
        <message>
            <source>Images of this computer; Enter compares, Delete removes</source>
            <translation>صور هذا الحاسوب؛ الإدخال يقارن وDelete يزيل</translation>
        </message>
        <message>
            <source>No images yet</source>
            <translation>لا توجد صور بعد</translation>
        </message>
        <message>
            <source>The demo image is made on the first comparison. Build others with “catamaran build -t NAME DIRECTORY”.</source>
            <translation>تُنشأ صورة العرض عند أول مقارنة. ابنِ غيرها بالأمر «catamaran build -t NAME DIRECTORY».</translation>
        </message>
        <message>
            <source>Compare the demo</source>
            <translation>قارن العرض</translation>
        </message>
        <message>
            <source>(no name)</source>
            <translation>(بلا اسم)</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>لا شيء</translation>
        </message>
        <message>
            <source>workload</source>
            <translation>عمل</translation>
        </message>
        <message>
            <source>workloads</source>
            <translation>أعمال</translation>
        </message>
        <message>
            <source>image</source>
            <translation>صورة</translation>
        </message>
        <message>
            <source>images</source>
            <translation>صور</translation>
        </message>
        <message>
            <source>Pull an image</source>
            <translation>سحب صورة</translation>
        </message>
        <message>
            <source>Name of the image</source>
            <translation>اسم الصورة</translation>
        </message>
        <message>
            <source>alpine:3.20, ghcr.io/owner/image</source>
            <translation>alpine:3.20, ghcr.io/owner/image</translation>
        </message>
        <message>
            <source>Pull</source>
            <translation>سحب</translation>
        </message>
        <message>
            <source>Folder with a Dockerfile</source>
            <translation>مجلد فيه Dockerfile</translation>
        </message>
        <message>
            <source>Build an image</source>
            <translation>بناء صورة</translation>
        </message>
        <message>
            <source>localhost/name:tag</source>
            <translation>localhost/name:tag</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>بناء</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::JobDialog</name>
        <message>
            <source>Steps</source>
            <translation>الخطوات</translation>
        </message>
        <message>
            <source>Each step with the time it took</source>
            <translation>كل خطوة والوقت الذي استغرقته</translation>
        </message>
        <message>
            <source>from the cache</source>
            <translation>من الذاكرة المؤقتة</translation>
        </message>
        <message>
            <source>Begins…</source>
            <translation>يبدأ…</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>المخرجات</translation>
        </message>
        <message>
            <source>What the steps print</source>
            <translation>ما تطبعه الخطوات</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>End the work; nothing half-made stays</source>
            <translation>إنهاء العمل؛ لا يبقى شيء ناقص</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>إخفاء</translation>
        </message>
        <message>
            <source>Close this; the work goes on (Escape)</source>
            <translation>إغلاق هذه؛ يستمر العمل (Esc)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Close (Escape)</source>
            <translation>إغلاق (Esc)</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::JobModel</name>
        <message>
            <source>%1 of %2 steps</source>
            <translation>%1 من %2 خطوات</translation>
        </message>
        <message>
            <source>%1 were here already</source>
            <translation>%1 كانت موجودة</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LiveChart</name>
        <message>
            <source>Seconds ago</source>
            <translation>قبل ثوانٍ</translation>
        </message>
        <message>
            <source>%1 s ago</source>
            <translation>قبل %1 ث</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::LogView</name>
        <message>
            <source>Log</source>
            <translation>السجل</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::MainWindow</name>
        <message>
            <source>Try again</source>
            <translation>حاول مجدداً</translation>
        </message>
        <message>
            <source>%1 (Ctrl+%2)</source>
            <translation>%1 (Ctrl+%2)</translation>
        </message>
        <message>
            <source>Engine ready</source>
            <translation>المحرك جاهز</translation>
        </message>
        <message>
            <source>VMs: %1</source>
            <translation>الآلات: %1</translation>
        </message>
        <message>
            <source>Engine not available</source>
            <translation>المحرك غير متاح</translation>
        </message>
        <message>
            <source>Opening the engine…</source>
            <translation>جارٍ فتح المحرك…</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::MergedLog</name>
        <message>
            <source>Filter: word  -word  /regular expression/</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lines that have all words; -word leaves lines out; /…/ is a regular expression</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Follow</source>
            <translation>متابعة</translation>
        </message>
        <message>
            <source>Keep the newest line in view (End)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the lines of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The regular expression: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::NodeCard</name>
        <message>
            <source>not created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 replicas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>built here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>profile off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>health check</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Notifier</name>
        <message>
            <source>%1 failed</source>
            <translation>فشل %1</translation>
        </message>
        <message>
            <source>%1 is unhealthy</source>
            <translation>%1 غير سليم</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>Show logs</source>
            <translation>عرض السجلات</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::OverviewPage</name>
        <message>
            <source>Run side by side</source>
            <translation>تشغيل جنباً إلى جنب</translation>
        </message>
        <message>
            <source>Go to the comparison of the demo image</source>
            <translation>اذهب إلى مقارنة صورة العرض</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>الحاويات</translation>
        </message>
        <message>
            <source>Virtual machines</source>
            <translation>الآلات الافتراضية</translation>
        </message>
        <message>
            <source>Memory of workloads</source>
            <translation>ذاكرة الأعمال</translation>
        </message>
        <message>
            <source>CPU of workloads</source>
            <translation>معالج الأعمال</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>الآلات</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>القرص</translation>
        </message>
        <message>
            <source>Needs attention</source>
            <translation>يحتاج انتباهاً</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>نظرة عامة</translation>
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 متوقفة</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>فشل %1</translation>
        </message>
        <message>
            <source>none stopped</source>
            <translation>لا متوقفة</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>معالجات</translation>
        </message>
        <message>
            <source>The engine is not available</source>
            <translation>المحرك غير متاح</translation>
        </message>
        <message>
            <source>Opening the engine…</source>
            <translation>جارٍ فتح المحرك…</translation>
        </message>
        <message>
            <source>of %1 · %2</source>
            <translation>من %1 · %2</translation>
        </message>
        <message>
            <source>of %1 · 100 % is one CPU</source>
            <translation>من %1 · ‏100 % معالج واحد</translation>
        </message>
        <message>
            <source>What to do: %1</source>
            <translation>ما العمل: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PaletteDialog</name>
        <message>
            <source>Command palette</source>
            <translation>لوحة الأوامر</translation>
        </message>
        <message>
            <source>Search containers, VMs, images, stacks, actions and settings</source>
            <translation>ابحث في الحاويات والآلات والصور والمجموعات والإجراءات والإعدادات</translation>
        </message>
        <message>
            <source>Search everything</source>
            <translation>ابحث عن أي شيء</translation>
        </message>
        <message>
            <source>Type letters of a name or an action: “stp web” finds “Stop web”</source>
            <translation>اكتب حروفاً من اسم أو إجراء: «stp web» يجد «Stop web»</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>النتائج</translation>
        </message>
        <message>
            <source>Enter takes the marked one</source>
            <translation>مفتاح الإدخال يأخذ المحدد</translation>
        </message>
        <message>
            <source>Nothing fits. Try fewer letters.</source>
            <translation>لا شيء يطابق. جرب حروفاً أقل.</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>سطر الأوامر</translation>
        </message>
        <message>
            <source>Copy the command line (Ctrl+Enter)</source>
            <translation>نسخ سطر الأوامر (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>نُسخ: %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PartsChart</name>
        <message>
            <source>%1, total</source>
            <translation>%1، المجموع</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>جزء</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>الحجم</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PlanSheet</name>
        <message>
            <source>create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recreate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>build</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring %1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take %1 down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restart %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to build</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to pull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to recreate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 other changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 stay as they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plan</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove its volumes too</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The data in the named volumes of this stack is lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Close without doing anything (Escape)</source>
            <translation>إغلاق دون فعل شيء (Esc)</translation>
        </message>
        <message>
            <source>Working out what changes…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bring up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Restart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>%1 (Enter)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Preferences</name>
        <message>
            <source>Theme</source>
            <translation>السمة</translation>
        </message>
        <message>
            <source>How the window looks</source>
            <translation>مظهر النافذة</translation>
        </message>
        <message>
            <source>appearance dark light colour</source>
            <translation>مظهر داكن فاتح لون</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>داكن</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>فاتح</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>اللغة</translation>
        </message>
        <message>
            <source>Language of the window</source>
            <translation>لغة النافذة</translation>
        </message>
        <message>
            <source>translation locale Deutsch English</source>
            <translation>ترجمة لغة Deutsch English</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>كالنظام</translation>
        </message>
        <message>
            <source>Time to undo a removal</source>
            <translation>مهلة التراجع عن الإزالة</translation>
        </message>
        <message>
            <source>Seconds that a removal waits and can be taken back; 0 removes at once, after a question</source>
            <translation>الثواني التي تنتظرها الإزالة ويمكن التراجع خلالها؛ 0 يزيل فوراً بعد سؤال</translation>
        </message>
        <message>
            <source>delete grace bin trash</source>
            <translation>حذف مهلة سلة</translation>
        </message>
        <message>
            <source>Notices of the desktop</source>
            <translation>إشعارات سطح المكتب</translation>
        </message>
        <message>
            <source>Tell when something fails or ends while the window is not in front</source>
            <translation>الإخبار عند فشل أو انتهاء شيء والنافذة ليست في المقدمة</translation>
        </message>
        <message>
            <source>notifications alert message</source>
            <translation>إشعارات تنبيه رسالة</translation>
        </message>
        <message>
            <source>Icon beside the clock</source>
            <translation>أيقونة بجانب الساعة</translation>
        </message>
        <message>
            <source>Keep running there when the window is closed, with what runs in its menu</source>
            <translation>الاستمرار هناك عند إغلاق النافذة، مع ما يعمل في القائمة</translation>
        </message>
        <message>
            <source>tray background autostart</source>
            <translation>شريط خلفية تشغيل تلقائي</translation>
        </message>
        <message>
            <source>This is no file of Catamaran's settings</source>
            <translation>ليس هذا ملف إعدادات Catamaran</translation>
        </message>
        <message>
            <source>The file is of a newer version</source>
            <translation>الملف من إصدار أحدث</translation>
        </message>
        <message>
            <source>There is no setting “%1”</source>
            <translation>لا يوجد إعداد «%1»</translation>
        </message>
        <message>
            <source>“%1” is no value of %2</source>
            <translation>«%1» ليست قيمة لـ %2</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::PreferencesCard</name>
        <message>
            <source>Preferences</source>
            <translation>التفضيلات</translation>
        </message>
        <message>
            <source>Save the settings to a file</source>
            <translation>حفظ الإعدادات في ملف</translation>
        </message>
        <message>
            <source>Take settings from a file</source>
            <translation>أخذ الإعدادات من ملف</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>بحث في الإعدادات</translation>
        </message>
        <message>
            <source>Words of a setting, or of what it is about (Ctrl+F)</source>
            <translation>كلمات من إعداد أو مما يتعلق به (Ctrl+F)</translation>
        </message>
        <message>
            <source>No setting has these words</source>
            <translation>لا إعداد فيه هذه الكلمات</translation>
        </message>
        <message>
            <source> s</source>
            <translation> ث</translation>
        </message>
        <message>
            <source>Save the settings</source>
            <translation>حفظ الإعدادات</translation>
        </message>
        <message>
            <source>Settings (*.json)</source>
            <translation>الإعدادات (*.json)</translation>
        </message>
        <message>
            <source>Settings saved</source>
            <translation>حُفظت الإعدادات</translation>
        </message>
        <message>
            <source>Cannot write %1: %2</source>
            <translation>تعذرت كتابة %1: %2</translation>
        </message>
        <message>
            <source>Settings (*.json);;All files (*)</source>
            <translation>الإعدادات (*.json);;كل الملفات (*)</translation>
        </message>
        <message>
            <source>Cannot read %1: %2</source>
            <translation>تعذرت قراءة %1: %2</translation>
        </message>
        <message>
            <source>Settings taken</source>
            <translation>أُخذت الإعدادات</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Race</name>
        <message>
            <source>The comparison cannot start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine is not open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The comparison stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing to export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No comparison has finished yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press Run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot write %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::RaceLanes</name>
        <message>
            <source>waiting for its turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no run yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warm-up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>run %1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Race</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::ReviewSheet</name>
        <message>
            <source>and %1 more</source>
            <translation>و%1 أخرى</translation>
        </message>
        <message>
            <source>Command line</source>
            <translation>سطر الأوامر</translation>
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>نسخ سطر الأوامر</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>إغلاق</translation>
        </message>
        <message>
            <source>Close without doing anything (Escape)</source>
            <translation>إغلاق دون فعل شيء (Esc)</translation>
        </message>
        <message>
            <source>Do it</source>
            <translation>نفّذ</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::RunDialog</name>
        <message>
            <source>Run an image</source>
            <translation>تشغيل صورة</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>An image of this computer</source>
            <translation>صورة على هذا الحاسوب</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>Run as a container</source>
            <translation>تشغيل كحاوية</translation>
        </message>
        <message>
            <source>Virtual machine</source>
            <translation>آلة افتراضية</translation>
        </message>
        <message>
            <source>Run as a virtual machine</source>
            <translation>تشغيل كآلة افتراضية</translation>
        </message>
        <message>
            <source>Virtual machine (%1)</source>
            <translation>آلة افتراضية (%1)</translation>
        </message>
        <message>
            <source>As</source>
            <translation>كـ</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>made up when empty</source>
            <translation>يُختار تلقائياً إن تُرك فارغاً</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>host:inner, for example 8080:80</source>
            <translation>المضيف:الداخل، مثلاً 8080:80</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>الأمر</translation>
        </message>
        <message>
            <source>the image's own when empty</source>
            <translation>أمر الصورة إن تُرك فارغاً</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>Choose an image and at least one hull</source>
            <translation>اختر صورة وهيكلاً واحداً على الأقل</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Session</name>
        <message>
            <source>start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>started</source>
            <translation>بدأ</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>توقف</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>أُزيل</translation>
        </message>
        <message>
            <source>The engine could not be opened</source>
            <translation>تعذر فتح المحرك</translation>
        </message>
        <message>
            <source>Cannot list the workloads</source>
            <translation>تعذر سرد الأعمال</translation>
        </message>
        <message>
            <source>Cannot list the images</source>
            <translation>تعذر سرد الصور</translation>
        </message>
        <message>
            <source>Cannot %1 %2</source>
            <translation>تعذر %1 %2</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Cannot run %1</source>
            <translation>تعذر تشغيل %1</translation>
        </message>
        <message>
            <source>%1 is running</source>
            <translation>%1 يعمل</translation>
        </message>
        <message>
            <source>Starting %1…</source>
            <translation>جارٍ بدء %1…</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SettingsPage</name>
        <message>
            <source>The settings were not taken over</source>
            <translation>لم تؤخذ الإعدادات</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>هذا الحاسوب</translation>
        </message>
        <message>
            <source>What this computer can do</source>
            <translation>ما يستطيعه هذا الحاسوب</translation>
        </message>
        <message>
            <source>Look, this computer, and about Catamaran</source>
            <translation>المظهر وهذا الحاسوب وحول Catamaran</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>الإعدادات</translation>
        </message>
        <message>
            <source>About Catamaran</source>
            <translation>حول Catamaran</translation>
        </message>
        <message>
            <source>Containers and light VMs side by side. Free software under the GNU General Public License, version 3 or later. Icons by Lucide (ISC), typefaces Inter and JetBrains Mono (OFL).</source>
            <translation>حاويات وآلات افتراضية خفيفة جنباً إلى جنب. برنامج حر بموجب رخصة جنو العمومية، الإصدار 3 أو أحدث. أيقونات Lucide ‏(ISC) وخطوط Inter وJetBrains Mono ‏(OFL).</translation>
        </message>
        <message>
            <source>No daemon, no telemetry: nothing leaves this computer that you did not ask for. The texts of the licences lie in /usr/share/doc/catamaran.</source>
            <translation>لا خدمة خلفية ولا قياس عن بعد: لا يغادر هذا الحاسوب شيء لم تطلبه. نصوص التراخيص في /usr/share/doc/catamaran.</translation>
        </message>
        <message>
            <source>Catamaran</source>
            <translation>Catamaran</translation>
        </message>
        <message>
            <source>Computer</source>
            <translation>الحاسوب</translation>
        </message>
        <message>
            <source>System</source>
            <translation>النظام</translation>
        </message>
        <message>
            <source>Kernel</source>
            <translation>النواة</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>CPUs</source>
            <translation>معالجات</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>VMs run by</source>
            <translation>تُشغَّل الآلات بـ</translation>
        </message>
        <message>
            <source>Because</source>
            <translation>لأن</translation>
        </message>
        <message>
            <source>QEMU</source>
            <translation>QEMU</translation>
        </message>
        <message>
            <source>libvirt</source>
            <translation>libvirt</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>جاهز</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>مفقود</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::SidePanel</name>
        <message>
            <source>Volumes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Networks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secrets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Configs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>errors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>warnings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the place in the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Replicas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>Ports · %1 taken</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taken by %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackList</name>
        <message>
            <source>Stacks</source>
            <translation>المجموعات</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackPanel</name>
        <message>
            <source>Restart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>Down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation>إلغاء</translation>
        </message>
        <message>
            <source>Stop what is under way; what is done stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same on the command line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the command line</source>
            <translation>نسخ سطر الأوامر</translation>
        </message>
        <message>
            <source>Command line copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 (Alt+%2)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Graph</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logs</source>
            <translation>السجلات</translation>
        </message>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>CPU of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Resources</source>
            <translation>الموارد</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare the edited file with what runs (Ctrl+Return)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revert</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go back to the file as it is on disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the file (Ctrl+S)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Profiles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch the profile %1 on or off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take variables from the file .env</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of the last start in this window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>created to started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bring the stack up to see it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from the times the containers were created and started</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>working</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not valid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not up</source>
            <translation>غير مشغل</translation>
        </message>
        <message>
            <source>The file of this stack is not known here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edited, not saved. Bring up saves it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is up after %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 stopped</source>
            <translation>%1 متوقفة</translation>
        </message>
        <message>
            <source>%1 started</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StackedChart</name>
        <message>
            <source>together %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seconds ago</source>
            <translation>قبل ثوانٍ</translation>
        </message>
        <message>
            <source>Together</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::bridge::Stacks</name>
        <message>
            <source>Cannot save %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the rights of the folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot bring %1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot take %1 down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot stop %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot start %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot restart %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot open %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cannot plan %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StacksPage</name>
        <message>
            <source>Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the Compose file, address or path in the clipboard (Ctrl+Shift+V)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a Compose file or an archive (Ctrl+O)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No stack yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drop a Compose file, its folder, an archive, an address or YAML text anywhere on this window. You see what it holds before anything is started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stacks</source>
            <translation>المجموعات</translation>
        </message>
        <message>
            <source>Open a stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compose files and archives (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no stack in the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy a Compose file, its path or its address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recent file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>recent files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compose files: look first, then bring them up</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChart</name>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 median %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1
median %2
half of the runs %3 to %4
all runs %5 to %6</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ms, log scale</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hull</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>25 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>75 %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Max</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::StartupChartCard</name>
        <message>
            <source>waits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>create</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>until healthy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Startup</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chart: %1</source>
            <translation>مخطط: %1</translation>
        </message>
        <message>
            <source>networks and volumes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>┄ waits for what it depends on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part</source>
            <translation>جزء</translation>
        </message>
        <message>
            <source>Step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Took</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Stepper</name>
        <message>
            <source>One replica of %1 less</source>
            <translation>نسخة أقل من %1</translation>
        </message>
        <message>
            <source>One replica of %1 more</source>
            <translation>نسخة أكثر من %1</translation>
        </message>
        <message>
            <source>Replicas of %1</source>
            <translation>نسخ %1</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Tray</name>
        <message>
            <source>Catamaran: %1 running</source>
            <translation>Catamaran: ‏%1 تعمل</translation>
        </message>
        <message>
            <source>Open Catamaran</source>
            <translation>فتح Catamaran</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>Logs</source>
            <translation>السجلات</translation>
        </message>
        <message>
            <source>Nothing runs</source>
            <translation>لا شيء يعمل</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>خروج</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Treemap</name>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>وحدة تخزين</translation>
        </message>
        <message>
            <source>Build cache</source>
            <translation>ذاكرة البناء</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>أخرى</translation>
        </message>
        <message>
            <source>What lies on the disk</source>
            <translation>ما على القرص</translation>
        </message>
        <message>
            <source>What lies on the disk, by size; hatched is what nothing uses</source>
            <translation>ما على القرص حسب الحجم؛ المظلل لا يستخدمه شيء</translation>
        </message>
        <message>
            <source>%1 %2, %3, not used</source>
            <translation>%1 %2، %3، غير مستخدم</translation>
        </message>
        <message>
            <source>%1 · not used</source>
            <translation>%1 · غير مستخدم</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::UndoBar</name>
        <message>
            <source>Undo</source>
            <translation>تراجع</translation>
        </message>
        <message>
            <source>Keep it (Ctrl+Z)</source>
            <translation>الاحتفاظ به (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Remove now</source>
            <translation>أزل الآن</translation>
        </message>
        <message>
            <source>Do not wait any longer</source>
            <translation>لا تنتظر أكثر</translation>
        </message>
    </context>
    <context>
        <name>catamaran::bridge::UndoBin</name>
        <message>
            <source>%1 will be removed</source>
            <translation>سيُزال %1</translation>
        </message>
        <message>
            <source>%1 things will be removed</source>
            <translation>ستُزال %1 أشياء</translation>
        </message>
        <message>
            <source>Undo the removal of %1</source>
            <translation>تراجع عن إزالة %1</translation>
        </message>
        <message>
            <source>Undo the removal of %1 things</source>
            <translation>تراجع عن إزالة %1 أشياء</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadModel</name>
        <message>
            <source>CPU history, now %1</source>
            <translation>تاريخ المعالج، الآن %1</translation>
        </message>
        <message>
            <source>no CPU figure</source>
            <translation>لا رقم للمعالج</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>الاسم</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>النوع</translation>
        </message>
        <message>
            <source>State</source>
            <translation>الحالة</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>المعالج</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>الذاكرة</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>المنافذ</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Uptime</source>
            <translation>مدة العمل</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::WorkloadsPage</name>
        <message>
            <source>Filter workloads</source>
            <translation>تصفية الأعمال</translation>
        </message>
        <message>
            <source>Filter by name, image, port or state (Ctrl+F)</source>
            <translation>تصفية حسب الاسم أو الصورة أو المنفذ أو الحالة (Ctrl+F)</translation>
        </message>
        <message>
            <source>Run…</source>
            <translation>تشغيل…</translation>
        </message>
        <message>
            <source>Run an image as a container, a VM or both (Ctrl+N)</source>
            <translation>تشغيل صورة كحاوية أو آلة أو كليهما (Ctrl+N)</translation>
        </message>
        <message>
            <source>Nothing runs yet</source>
            <translation>لا شيء يعمل بعد</translation>
        </message>
        <message>
            <source>Run an image as a container or a VM, or compare both side by side. What is started here goes on when this window is closed.</source>
            <translation>شغّل صورة كحاوية أو آلة، أو قارن بينهما جنباً إلى جنب. ما يبدأ هنا يستمر بعد إغلاق النافذة.</translation>
        </message>
        <message>
            <source>Compare the demo</source>
            <translation>قارن العرض</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>الأعمال</translation>
        </message>
        <message>
            <source>All kinds</source>
            <translation>كل الأنواع</translation>
        </message>
        <message>
            <source>Containers</source>
            <translation>الحاويات</translation>
        </message>
        <message>
            <source>VMs</source>
            <translation>الآلات</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>كل الحالات</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>تعمل</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>متوقفة</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>فشلت</translation>
        </message>
        <message>
            <source>Containers and VMs; Enter opens, the menu key shows what can be done</source>
            <translation>الحاويات والآلات؛ مفتاح الإدخال يفتح ومفتاح القائمة يعرض ما يمكن فعله</translation>
        </message>
        <message>
            <source>Containers  %1</source>
            <translation>الحاويات  %1</translation>
        </message>
        <message>
            <source>VMs  %1</source>
            <translation>الآلات  %1</translation>
        </message>
        <message>
            <source>Running  %1</source>
            <translation>تعمل  %1</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>containers</source>
            <translation>حاويات</translation>
        </message>
        <message>
            <source>virtual machine</source>
            <translation>آلة افتراضية</translation>
        </message>
        <message>
            <source>virtual machines</source>
            <translation>آلات افتراضية</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>بدء</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>إيقاف</translation>
        </message>
        <message>
            <source>Show log</source>
            <translation>عرض السجل</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>فحص</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>إزالة…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>إزالة</translation>
        </message>
        <message>
            <source>Remove %1?</source>
            <translation>إزالة %1؟</translation>
        </message>
        <message>
            <source>Remove %1 workloads?</source>
            <translation>إزالة %1 أعمال؟</translation>
        </message>
        <message>
            <source>What runs is killed. Its changes to the file system and its log are lost; the image stays.</source>
            <translation>يُنهى ما يعمل. تُفقد تغييراته في نظام الملفات وسجله؛ وتبقى الصورة.</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::YamlEditor</name>
        <message>
            <source>Compose file</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::bridge</name>
        <message>
            <source>any</source>
            <translation>أي</translation>
        </message>
        <message>
            <source>not up</source>
            <translation>غير مشغل</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>توقف</translation>
        </message>
        <message>
            <source>%1 running, %2 completed</source>
            <translation>%1 تعمل، %2 اكتملت</translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 تعمل</translation>
        </message>
        <message>
            <source>%1 of %2 running</source>
            <translation>%1 من %2 تعمل</translation>
        </message>
        <message>
            <source>Remove the container %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the VM %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the image %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the volume %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the network %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pull %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Build %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load images of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy into %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the VM %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove stopped containers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove images without a name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the build cache</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove volumes that nothing uses</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing can be made of this</source>
            <translation>لا يمكن فعل شيء بهذا</translation>
        </message>
        <message>
            <source>Open %1 as a stack</source>
            <translation>فتح %1 كمجموعة</translation>
        </message>
        <message>
            <source>You will see its services, ports and volumes. Nothing is started yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Build an image of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The instructions of the Dockerfile are carried out step by step; RUN steps run in containers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made from %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About %1 instructions</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the image</source>
            <translation>اسم الصورة</translation>
        </message>
        <message>
            <source>Build</source>
            <translation>بناء</translation>
        </message>
        <message>
            <source>Load</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a VM from %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A full VM with an empty disk of 16 GiB starts from this installer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A full VM gets a disk of its own on top of this one, which is not changed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 on the disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An archive of images, as “save” writes it. Its images come into the store; nothing is started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An appliance (OVA)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import %1 as an image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive holds a root file system. It becomes an image of one layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 cannot be read as an archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The archive holds neither images nor a root file system, a Compose file or a Dockerfile. It begins with: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Variables of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file of variables is used by a stack beside it, or given to a container. The values are not shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line %1 is no variable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 variables: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a Compose file beside it, which reads a file named “.env” by itself</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kubernetes manifests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These objects were found:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has a meaning in a cluster only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This version does not run Kubernetes manifests; write them as a Compose file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>User-data for a VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cloud-init reads it at a VM's first boot. It needs a disk image with cloud-init.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is valid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VM's definition for libvirt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A domain that libvirt runs appears here among the VMs by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Runs with %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk %1 is not on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder is an OCI image layout. Its images come into the store.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder holds no Compose file, Dockerfile or image layout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is empty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 cannot be read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A qcow2 disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VMDK disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VHD disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A VDI disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A disc image (ISO 9660)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A raw disk image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is neither an archive nor a disk image that is known here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is XML, but no domain of libvirt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is text, but no Compose file, Dockerfile, manifest, user-data or libvirt XML</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files of the same name are replaced.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The VM %1 does not run</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files reach a VM over SSH, from a terminal. Copy the line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder inside</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation>نسخ</translation>
        </message>
        <message>
            <source>Look at the text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing in it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is not there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same for Catamaran</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Catamaran takes the same words. Copy the line into a terminal.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no valid address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The page is that of an image. It is fetched, not started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pull</source>
            <translation>سحب</translation>
        </message>
        <message>
            <source>The repository is fetched with git, and its Dockerfile is built.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A disk image in the web</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fetch it first; then drop the file here to make a VM.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text is the name of an image. It is fetched, not started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text is no Compose file, address or name of an image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>already here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 of %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>again: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unpacking</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 images without a name are gone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 are free again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The VM %1 is made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 copied into %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, not used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1, used by %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is up to date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Built %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loaded %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Imported %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>layers that images share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>build cache</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>disks of VMs and books</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waits for what it needs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until healthy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>volume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>VM</source>
            <translation>آلة</translation>
        </message>
        <message>
            <source>container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>no service of the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its data is lost</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its data stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This link cannot be followed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is no name of a workload</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” are no ports; they look like 8080:80</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is no hull: container, vm or both</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link asks to run this image. Its program gets what every workload of yours gets.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opens ports of this computer: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run only what you trust: the link may come from anywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run</source>
            <translation>تشغيل</translation>
        </message>
        <message>
            <source>It is too long</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is no catamaran:// link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has parts that no link of ours has</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is nothing that a link can ask for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is not known in a link to %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It names no image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%1” is no name of an image</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link asks to fetch this image from its registry. It is not started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link leads to the comparison with this image chosen. It is not started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show</source>
            <translation>عرض</translation>
        </message>
        <message>
            <source>Only https addresses can be opened by a link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a stack from %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link asks to fetch a Compose file. You will see its services before anything starts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fetch and show</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It names no page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the page %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link leads to a page of this window.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 and %2 more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the folder %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the archive %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Several things at once: drop one folder, one archive, or only YAML files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no compose.yaml in the folder %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is no Compose file, folder or archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The text is no Compose file: it has no services</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pasted text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>anonymous volume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>read-only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 CPU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>external</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>internal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>service %1 of this stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>VM %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>container %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another program of this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>starting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>healthy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unhealthy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>completed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>failed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui</name>
        <message>
            <source>record, file system and network are made</source>
            <translation>يُنشأ السجل ونظام الملفات والشبكة</translation>
        </message>
        <message>
            <source>disk and domain are made</source>
            <translation>يُنشأ القرص والنطاق</translation>
        </message>
        <message>
            <source>the process runs</source>
            <translation>العملية تعمل</translation>
        </message>
        <message>
            <source>the guest's kernel has booted</source>
            <translation>أقلعت نواة الضيف</translation>
        </message>
        <message>
            <source>the guest's init has mounted everything</source>
            <translation>ركّب init الضيف كل شيء</translation>
        </message>
        <message>
            <source>the image's program runs</source>
            <translation>برنامج الصورة يعمل</translation>
        </message>
        <message>
            <source>the port is open</source>
            <translation>المنفذ مفتوح</translation>
        </message>
        <message>
            <source>the first HTTP 200 arrived</source>
            <translation>وصل أول HTTP 200</translation>
        </message>
        <message>
            <source>shares the host's kernel</source>
            <translation>يشارك نواة المضيف</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>نظرة عامة</translation>
        </message>
        <message>
            <source>Workloads</source>
            <translation>الأعمال</translation>
        </message>
        <message>
            <source>Stacks</source>
            <translation>المجموعات</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>المقارنة</translation>
        </message>
        <message>
            <source>Images</source>
            <translation>الصور</translation>
        </message>
        <message>
            <source>Resources</source>
            <translation>الموارد</translation>
        </message>
        <message>
            <source>Doctor</source>
            <translation>الطبيب</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>الإعدادات</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 ث</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 د</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 س %2 د</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 ي %2 س</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>آلة</translation>
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>أنشئ في</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>يبدأ</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>تعمل</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>متوقف مؤقتاً</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>يتوقف</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>متوقفة</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>فشلت</translation>
        </message>
    </context>
    <context>
        <name>catamaran::ui::Doctor</name>
        <message>
            <source>The engine opens its state directory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needed, and missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Could be better</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One thing that is needed is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 things that are needed are missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put it right and check again. What still works can be used meanwhile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All that is needed is there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One thing could be better; nothing has to be done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 things could be better; nothing has to be done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer is in order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Containers and VMs find all they need.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>catamaran::ui::Palette</name>
        <message>
            <source>Page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Action</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Setting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Container</source>
            <translation>حاوية</translation>
        </message>
        <message>
            <source>VM</source>
            <translation>آلة</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>الصورة</translation>
        </message>
        <message>
            <source>Stack</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Volume</source>
            <translation>وحدة تخزين</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>الشبكة</translation>
        </message>
        <message>
            <source>Stop %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logs of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Compare %1 as container and VM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Run %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stack compose</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>image</source>
            <translation>صورة</translation>
        </message>
        <message>
            <source>volume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>network</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
