// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QPair>

namespace catamaran::ui {

namespace {

/// One sheet for everything: names in @...@ are replaced by the token's colour. Item views paint themselves
/// (delegates), because style sheets on items are slow.
const char kSheet[] = R"(
QToolTip { background: @raised@; color: @text@; border: 1px solid @border@; padding: 5px 7px; }
QFrame#card { background: @surface@; border: 1px solid @border@; border-radius: 12px; }
QFrame#inset { background: @raised@; border: 1px solid @border@; border-radius: 8px; }
QFrame#line { background: @border@; border: none; }
QWidget#navigation { background: @navigation@; border: none; border-right: 1px solid @border@; }
QWidget#page, QWidget#scrolled, QStackedWidget#pages { background: transparent; }
QLabel { background: transparent; }
QLabel[tone="2"] { color: @text2@; }
QLabel[tone="3"] { color: @text3@; }
QLabel[tone="ok"] { color: @ok@; }
QLabel[tone="warn"] { color: @warn@; }
QLabel[tone="error"] { color: @error@; }
QLabel[tone="container"] { color: @container@; }
QLabel[tone="vm"] { color: @vm@; }

QPushButton { background: @raised@; color: @text@; border: 1px solid @border@; border-radius: 8px;
  padding: 0 14px; min-height: 32px; font-weight: 600; }
QPushButton:hover { border-color: @borderStrong@; }
QPushButton:focus { border-color: @accent@; }
QPushButton:pressed { background: @accentSoft@; }
QPushButton:disabled { color: @text3@; background: transparent; }
QPushButton[kind="primary"] { background: @accent@; color: @onAccent@; border-color: @accent@; }
QPushButton[kind="primary"]:hover { background: @accentHover@; }
QPushButton[kind="primary"]:focus { border: 2px solid @text@; }
QPushButton[kind="primary"]:disabled { background: @raised@; color: @text3@; border-color: @border@; }
QPushButton[kind="danger"] { color: @error@; }
QPushButton[kind="danger"]:disabled { color: @text3@; }
QPushButton[kind="danger"]:hover { border-color: @error@; }
QPushButton::menu-indicator { image: none; width: 0; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px;
  color: @text2@; }
QToolButton:hover { background: @raised@; border-color: @border@; }
QToolButton:focus { border-color: @accent@; }
QToolButton:checked { background: @accentSoft@; color: @text@; }

QPushButton[kind="chip"] { background: transparent; border: 1px solid @border@; border-radius: 14px;
  min-height: 26px; padding: 0 12px; color: @text2@; font-weight: 500; }
QPushButton[kind="chip"]:hover { background: @raised@; }
QPushButton[kind="chip"]:checked { background: @accentSoft@; border-color: @accent@; color: @text@; }
QPushButton[kind="chip"]:focus { border-color: @accent@; }
QPushButton[kind="navigation"] { background: transparent; border: 1px solid transparent; border-radius: 8px;
  text-align: left; padding: 0 12px; min-height: 35px; color: @text2@; font-weight: 500; }
QPushButton[kind="navigation"]:hover { background: @raised@; color: @text@; }
QPushButton[kind="navigation"]:checked { background: @accentSoft@; color: @text@; }
QPushButton[kind="navigation"]:focus { border-color: @accent@; }
QPushButton[kind="tab"] { background: transparent; border: none; border-bottom: 2px solid transparent;
  border-radius: 0; padding: 0 4px; min-height: 32px; color: @text2@; font-weight: 500; }
QPushButton[kind="tab"]:hover { color: @text@; }
QPushButton[kind="tab"]:checked { color: @text@; border-bottom-color: @accent@; }
QPushButton[kind="tab"]:focus { color: @accent@; }

QLineEdit, QSpinBox, QComboBox { background: @surface@; color: @text@; border: 1px solid @borderStrong@;
  border-radius: 8px; padding: 0 10px; min-height: 32px; selection-background-color: @accent@;
  selection-color: @onAccent@; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { border-color: @accent@; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: @text3@; border-color: @border@; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(:/icons/arrow-@scheme@.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @raised@; border: 1px solid @border@; outline: none;
  selection-background-color: @accentSoft@; selection-color: @text@; padding: 4px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QCheckBox { spacing: 8px; color: @text@; background: transparent; }
QCheckBox::indicator { width: 17px; height: 17px; border: 1px solid @borderStrong@; border-radius: 5px;
  background: @surface@; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border-color: @accent@; }
QCheckBox::indicator:checked { background: @accent@; border-color: @accent@; image: url(:/icons/tick-@scheme@.svg); }
QCheckBox:focus, QRadioButton:focus { color: @accent@; }

QMenu { background: @raised@; color: @text@; border: 1px solid @border@; padding: 5px; }
QMenu::item { padding: 7px 26px 7px 10px; border-radius: 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @accentSoft@; }
QMenu::item:disabled { color: @text3@; }
QMenu::separator { height: 1px; background: @border@; margin: 5px 4px; }

QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView { background: @surface@; border: none; gridline-color: transparent; outline: none;
  selection-background-color: transparent; color: @text@; }
QHeaderView { background: @surface@; border: none; }
QHeaderView::section { background: @surface@; color: @text2@; border: none; border-bottom: 1px solid @border@;
  padding: 0 10px; font-size: 12px; font-weight: 600; }
QHeaderView::section:hover { color: @text@; }
QHeaderView::down-arrow, QHeaderView::up-arrow { width: 0; height: 0; }
QTableCornerButton::section { background: @surface@; border: none; }
QPlainTextEdit { background: @terminal@; color: @text@; border: 1px solid @border@; border-radius: 8px;
  padding: 6px; selection-background-color: @accent@; selection-color: @onAccent@; }
QPlainTextEdit:focus { border-color: @accent@; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 2px; }
QScrollBar::handle { background: @scroll@; border-radius: 3px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: @borderStrong@; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  border: none; width: 0; height: 0; }
QSplitter::handle { background: transparent; }
QProgressBar { background: @raised@; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent@; border-radius: 3px; }
QDialog { background: @background@; }
)";

} // namespace

QString styleSheet(const Tokens &t)
{
    const QPair<const char *, QColor> colors[] = {
        {"@background@", t.background},
        {"@navigation@", t.navigation},
        {"@surface@", t.surface},
        {"@raised@", t.raised},
        {"@border@", t.border},
        {"@borderStrong@", t.borderStrong},
        {"@text@", t.text},
        {"@text2@", t.text2},
        {"@text3@", t.text3},
        {"@accent@", t.accent},
        {"@accentHover@", blend(t.text, t.accent, 0.15)},
        {"@onAccent@", t.onAccent},
        {"@accentSoft@", t.accentSoft},
        {"@container@", t.container},
        {"@vm@", t.vm},
        {"@ok@", t.ok},
        {"@warn@", t.warn},
        {"@error@", t.error},
        {"@terminal@", t.terminal},
        {"@scroll@", blend(t.borderStrong, t.surface, 0.55)},
    };
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto &[name, color] : colors)
        sheet.replace(QLatin1String(name), color.name());
    sheet.replace(QLatin1String("@scheme@"),
                  t.scheme == Scheme::Light ? QLatin1String("light") : QLatin1String("dark"));
    return sheet;
}

} // namespace catamaran::ui
