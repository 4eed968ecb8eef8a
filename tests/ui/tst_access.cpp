// SPDX-License-Identifier: GPL-3.0-or-later
// Every control of every page can be named, explained and reached by keyboard; and every language is whole.
#include "src/bridge/desk.h"
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/page.h"
#include "ui/widgets/preferences.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace catamaran;

namespace {

struct Desk {
    Desk()
        : deck(std::make_shared<test::FakeDeck>()),
          session((test::fillWithExamples(*deck), test::fakeParts(deck, state.path()))),
          window(session, ui::standardPages(session), nullptr)
    {
        window.show();
        session.open();
    }
    test::TemporaryDirectory state;
    std::shared_ptr<test::FakeDeck> deck;
    bridge::Session session;
    ui::MainWindow window;
};

bool isInner(const QWidget *widget)
{
    for (; widget != nullptr; widget = widget->parentWidget()) {
        if (widget->objectName().startsWith(QLatin1String("qt_")))
            return true;
    }
    return false;
}

QList<QWidget *> controls(QWidget &window)
{
    QList<QWidget *> out;
    const auto widgets = window.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (!isInner(widget) && widget->isVisible() && widget->isEnabled() &&
            (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr)
            out.append(widget);
    }
    return out;
}

QString describe(const QString &page, const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return QStringLiteral("%1/%2 %3 \u201c%4\u201d in %5")
        .arg(page, QLatin1String(widget->metaObject()->className()), widget->objectName(),
             widget->accessibleName(),
             parent != nullptr ? QLatin1String(parent->metaObject()->className()) : QLatin1String());
}

struct Message {
    QString context;
    QString source;
    QString translation;
    bool unfinished = false;
};

QList<Message> messages(const QString &language)
{
    QFile file(QString::fromStdString(test::sourceDirectory()) +
               QStringLiteral("/resources/translations/catamaran_%1.ts").arg(language));
    QList<Message> out;
    if (!file.open(QIODevice::ReadOnly))
        return out;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("source")) {
            out.append({context, xml.readElementText(), {}, false});
        } else if (xml.name() == QLatin1String("translation") && !out.isEmpty()) {
            out.last().unfinished =
                xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished");
            out.last().translation = xml.readElementText();
        }
    }
    return out;
}

} // namespace

class AccessTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }
    void cleanup() { ui::useLanguage(QStringLiteral("en")); }

    void everyControlHasANameAndATooltip()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        QStringList wrong;
        int seen = 0;
        for (const QString &id : desk.window.pageIds()) {
            desk.window.showPage(id);
            QTRY_VERIFY(desk.window.page(id)->isSettled());
            QCoreApplication::processEvents();
            for (QWidget *widget : controls(desk.window)) {
                ++seen;
                QAccessibleInterface *access = QAccessible::queryAccessibleInterface(widget);
                if (access == nullptr || access->text(QAccessible::Name).trimmed().isEmpty())
                    wrong.append(describe(id, widget) + QStringLiteral(": no name"));
                if (widget->toolTip().isEmpty() && !widget->inherits("QScrollArea") &&
                    !widget->inherits("QScrollBar"))
                    wrong.append(describe(id, widget) + QStringLiteral(": no tooltip"));
            }
        }
        qInfo("%d controls seen", seen);
        QVERIFY(seen > 50);
        wrong.removeDuplicates();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void tabReachesEveryControl()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        QStringList missed;
        for (const QString &id : desk.window.pageIds()) {
            desk.window.showPage(id);
            QTRY_VERIFY(desk.window.page(id)->isSettled());
            QCoreApplication::processEvents();
            desk.window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&desk.window));
            QVERIFY(QApplication::focusWidget() != nullptr);
            QSet<QWidget *> reached;
            const QList<QWidget *> wanted = controls(desk.window);
            // Twice around, at most: controls of one group take one stop and are walked with arrows.
            for (qsizetype i = 0; i < 2 * wanted.size() + 20; ++i) {
                QWidget *focus = QApplication::focusWidget();
                QTest::keyClick(focus != nullptr ? focus : &desk.window, Qt::Key_Tab);
                reached.insert(QApplication::focusWidget());
            }
            for (QWidget *widget : wanted) {
                const auto *button = qobject_cast<QAbstractButton *>(widget);
                const bool grouped =
                    button != nullptr && (button->autoExclusive() || button->group() != nullptr);
                if (!grouped && !reached.contains(widget))
                    missed.append(describe(id, widget));
            }
        }
        missed.removeDuplicates();
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1Char('\n'))));
    }

    void germanIsWholeOnTheMainPages()
    {
        // These have no translation yet; everything else must.
        static const QRegularExpression kOpen(QStringLiteral(
            "Stack|Plan|Yaml|Node|Graph|Merged|Startup|Side|Race|Compare|HullCard|Result|Mood"));
        QStringList missing;
        qsizetype checked = 0;
        const auto all = messages(QStringLiteral("de"));
        for (const Message &message : all) {
            if (kOpen.match(message.context).hasMatch())
                continue;
            ++checked;
            QVERIFY2(message.context.startsWith(QLatin1String("catamaran::")), qPrintable(message.context));
            if (message.unfinished || message.translation.isEmpty())
                missing.append(message.context + QStringLiteral(": ") + message.source);
        }
        QVERIFY(checked > 500);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }

    void placeholdersStayInEveryLanguage()
    {
        static const QRegularExpression kPlace(QStringLiteral("%[0-9]"));
        for (const QString &language : ui::languages()) {
            const auto all = messages(language);
            QVERIFY(!all.isEmpty());
            for (const Message &message : all) {
                if (message.translation.isEmpty())
                    continue;
                const auto places = [](const QString &text) {
                    QSet<QString> out;
                    auto found = kPlace.globalMatch(text);
                    while (found.hasNext())
                        out.insert(found.next().captured());
                    return out;
                };
                QVERIFY2(places(message.source) == places(message.translation),
                         qPrintable(language + QStringLiteral(": ") + message.source));
            }
        }
    }

    void theWindowSpeaksGermanAndMirrorsForArabic()
    {
        QCOMPARE(ui::languageOf(QStringLiteral("de")), QStringLiteral("de"));
        QCOMPARE(ui::languageOf(QStringLiteral("nonsense")), QStringLiteral("en"));
        ui::useLanguage(QStringLiteral("de"));
        {
            Desk desk;
            QCOMPARE(desk.window.entries()[0].title, QStringLiteral("Überblick"));
            QCOMPARE(desk.window.page(QStringLiteral("settings"))->title(), QStringLiteral("Einstellungen"));
        }
        ui::useLanguage(QStringLiteral("ar"));
        {
            Desk desk;
            QTRY_VERIFY(desk.session.isSettled());
            const auto *navigation = desk.window.findChild<QWidget *>(QStringLiteral("navigation"));
            QVERIFY(navigation->mapTo(&desk.window, QPoint(0, 0)).x() > desk.window.width() / 2);
            for (const QString &id : desk.window.pageIds())
                desk.window.showPage(id);
        }
        ui::useLanguage(QStringLiteral("en"));
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
    }

    void preferencesAreCheckedKeptAndCarried()
    {
        using P = ui::Preferences;
        P &preferences = P::instance();
        preferences.setStore(nullptr);
        QVERIFY(preferences.value(P::kNotices).toBool());
        QVERIFY(preferences.set(P::kUndoSeconds, 20));
        QVERIFY(!preferences.set(P::kUndoSeconds, 1000));
        QVERIFY(!preferences.set(P::kTheme, QStringLiteral("pink")));
        QVERIFY(!preferences.set(QStringLiteral("no/such"), 1));
        const QByteArray kept = preferences.exported();
        QVERIFY(preferences.set(P::kUndoSeconds, 5));
        QCOMPARE(preferences.import(kept), QString());
        QCOMPARE(preferences.value(P::kUndoSeconds).toInt(), 20);
        QVERIFY(!preferences.import("{}").isEmpty());
        QByteArray wrong = kept;
        wrong.replace("20", "2000");
        QVERIFY(!preferences.import(wrong).isEmpty());
        QCOMPARE(preferences.value(P::kUndoSeconds).toInt(), 20);
        QCOMPARE(P::search(QStringLiteral("clock")).size(), 1);
        QCOMPARE(P::search(QStringLiteral("zzz")).size(), 0);
        QCOMPARE(P::search({}).size(), P::all().size());
        preferences.setStore(nullptr);
    }
};

QTEST_MAIN(AccessTest)
#include "tst_access.moc"
