"""The words that reportkit itself prints, by language: "Table", "Notes", "Back to reference"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

if TYPE_CHECKING:
    from reportkit.model.document import BoxKind


class Terms(Struct, frozen=True):
    """The words of one language. `{n}` and `{m}` stand for numbers, `{n}` also for the letter of an
    appendix."""

    notes: str = "Notes"
    contents: str = "Contents"
    summary: str = "Summary"
    judgements: str = "Key Judgements"
    table: str = "Table {n}"
    figure: str = "Figure {n}"
    equation: str = "Equation {n}"
    tables: str = "Tables"
    figures: str = "Figures"
    part: str = "Part {n}"
    section: str = "Section {n}"
    appendix: str = "Appendix {n}"
    note: str = "Note {n}"
    note_mention: str = "note {n}"
    back: str = "Back to reference {n}"
    back_again: str = "Back to reference {n}, mention {m}"
    accessed: str = "accessed {date}"
    archived: str = "archived at"
    edited_by: str = "ed. {name}"
    volume: str = "vol. {n}"
    number: str = "no. {n}"
    note_box: str = "Note"
    warning_box: str = "Warning"
    definition_box: str = "Definition"
    method_box: str = "Method"
    see_note: str = "See note {n}."
    see_note_in: str = "See note {n} in “{title}”."
    draft: str = "Draft"
    version: str = "Version {n}"
    cutoff: str = "Information as of {date}"
    embargo: str = "Embargoed until {date}"
    acknowledgements: str = "Acknowledgements"
    funding: str = "Funding"
    about_authors: str = "About the Authors"
    about_publisher: str = "About the Publisher"
    contacts: str = "Contact"
    citation: str = "Suggested Citation"
    versions: str = "Version History"
    acronyms: str = "Abbreviations"
    data: str = "Data"

    def table_number(self, number: int | str) -> str:
        """ "Table 2", or "Table A2" in an appendix"""
        return self.table.format(n=number)

    def figure_number(self, number: int | str) -> str:
        """ "Figure 2", or "Figure A2" in an appendix"""
        return self.figure.format(n=number)

    def equation_number(self, number: int | str) -> str:
        """ "Equation 2", or "Equation A2" in an appendix"""
        return self.equation.format(n=number)

    def data_of(self, label: str) -> str:
        """ "Data (Figure 2)", above the data of a chart"""
        return f"{self.data} ({label})" if label else self.data

    def box_kind(self, kind: BoxKind) -> str:
        """ "Warning", before the title of a box of this kind; empty for a plain box"""
        return cast(str, getattr(self, f"{kind}_box")) if kind else ""

    def note_number(self, number: int | str) -> str:
        """ "Note 3", read aloud for a reference by screen readers"""
        return self.note.format(n=number)

    def note_in_text(self, number: int) -> str:
        """ "note 3", within a sentence"""
        return self.note_mention.format(n=number)

    def see_note_number(self, number: int, title: str) -> str:
        """ "See note 3 in “Outlook”." """
        form = self.see_note_in if title else self.see_note
        return form.format(n=number, title=title)

    def backlink(self, number: int | str, occurrence: int) -> str:
        """ "Back to reference 3", with the mention if there are several references"""
        form = self.back if occurrence == 1 else self.back_again
        return form.format(n=number, m=occurrence)


_LABELS: Final = {
    "en": Terms(),
    "ar": Terms(
        notes="الهوامش",
        contents="المحتويات",
        summary="الملخص",
        judgements="أبرز الاستنتاجات",
        table="الجدول {n}",
        figure="الشكل {n}",
        equation="المعادلة {n}",
        tables="الجداول",
        figures="الأشكال",
        part="الجزء {n}",
        section="القسم {n}",
        appendix="الملحق {n}",
        note="الهامش {n}",
        note_mention="الهامش {n}",
        back="العودة إلى الإحالة {n}",
        back_again="العودة إلى الإحالة {n}، الموضع {m}",
        accessed="تاريخ الاطلاع {date}",
        archived="محفوظ في",
        edited_by="تحرير {name}",
        volume="المجلد {n}",
        number="العدد {n}",
        note_box="ملاحظة",
        warning_box="تحذير",
        definition_box="تعريف",
        method_box="المنهجية",
        see_note="انظر الهامش {n}.",
        see_note_in="انظر الهامش {n} في «{title}».",
        draft="مسودة",
        version="الإصدار {n}",
        cutoff="المعلومات حتى {date}",
        embargo="محظور النشر حتى {date}",
        acknowledgements="شكر وتقدير",
        funding="التمويل",
        about_authors="نبذة عن المؤلفين",
        about_publisher="نبذة عن الناشر",
        contacts="للتواصل",
        citation="صيغة الاقتباس المقترحة",
        versions="سجل الإصدارات",
        acronyms="الاختصارات",
        data="البيانات",
    ),
    "de": Terms(
        notes="Anmerkungen",
        contents="Inhalt",
        summary="Zusammenfassung",
        judgements="Kernaussagen",
        table="Tabelle {n}",
        figure="Abbildung {n}",
        equation="Gleichung {n}",
        tables="Tabellen",
        figures="Abbildungen",
        part="Teil {n}",
        section="Abschnitt {n}",
        appendix="Anhang {n}",
        note="Anmerkung {n}",
        note_mention="Anmerkung {n}",
        back="Zurück zu Verweis {n}",
        back_again="Zurück zu Verweis {n}, Stelle {m}",
        accessed="abgerufen am {date}",
        archived="archiviert unter",
        edited_by="hrsg. von {name}",
        volume="Bd. {n}",
        number="Nr. {n}",
        note_box="Hinweis",
        warning_box="Warnung",
        definition_box="Definition",
        method_box="Methode",
        see_note="Siehe Anmerkung {n}.",
        see_note_in="Siehe Anmerkung {n} in „{title}“.",
        draft="Entwurf",
        version="Version {n}",
        cutoff="Informationsstand: {date}",
        embargo="Sperrfrist bis {date}",
        acknowledgements="Danksagung",
        funding="Förderung",
        about_authors="Über die Autorinnen und Autoren",
        about_publisher="Über den Herausgeber",
        contacts="Kontakt",
        citation="Zitiervorschlag",
        versions="Versionsgeschichte",
        acronyms="Abkürzungen",
        data="Daten",
    ),
    "es": Terms(
        notes="Notas",
        contents="Índice",
        summary="Resumen",
        judgements="Juicios clave",
        table="Tabla {n}",
        figure="Figura {n}",
        equation="Ecuación {n}",
        tables="Tablas",
        figures="Figuras",
        part="Parte {n}",
        section="Sección {n}",
        appendix="Anexo {n}",
        note="Nota {n}",
        note_mention="nota {n}",
        back="Volver a la llamada {n}",
        back_again="Volver a la llamada {n}, mención {m}",
        accessed="consultado el {date}",
        archived="archivado en",
        edited_by="ed. {name}",
        volume="vol. {n}",
        number="núm. {n}",
        note_box="Nota",
        warning_box="Advertencia",
        definition_box="Definición",
        method_box="Método",
        see_note="Véase la nota {n}.",
        see_note_in="Véase la nota {n} en «{title}».",
        draft="Borrador",
        version="Versión {n}",
        cutoff="Información a {date}",
        embargo="Embargado hasta el {date}",
        acknowledgements="Agradecimientos",
        funding="Financiación",
        about_authors="Sobre los autores",
        about_publisher="Sobre la editorial",
        contacts="Contacto",
        citation="Cita recomendada",
        versions="Historial de versiones",
        acronyms="Siglas",
        data="Datos",
    ),
    "fr": Terms(
        notes="Notes",
        contents="Sommaire",
        summary="Résumé",
        judgements="Points clés",
        table="Tableau {n}",
        figure="Figure {n}",
        equation="Équation {n}",
        tables="Tableaux",
        figures="Figures",
        part="Partie {n}",
        section="Section {n}",
        appendix="Annexe {n}",
        note="Note {n}",
        note_mention="note {n}",
        back="Retour à l’appel {n}",
        back_again="Retour à l’appel {n}, mention {m}",
        accessed="consulté le {date}",
        archived="archivé à",
        edited_by="dir. {name}",
        volume="vol. {n}",
        number="nº {n}",
        note_box="Remarque",
        warning_box="Avertissement",
        definition_box="Définition",
        method_box="Méthode",
        see_note="Voir la note {n}.",
        see_note_in="Voir la note {n} dans « {title} ».",
        draft="Projet",
        version="Version {n}",
        cutoff="Informations arrêtées au {date}",
        embargo="Sous embargo jusqu’au {date}",
        acknowledgements="Remerciements",
        funding="Financement",
        about_authors="À propos des auteurs",
        about_publisher="À propos de l’éditeur",
        contacts="Contact",
        citation="Citation suggérée",
        versions="Historique des versions",
        acronyms="Sigles",
        data="Données",
    ),
    "it": Terms(
        notes="Note",
        contents="Indice",
        summary="Sintesi",
        judgements="Valutazioni chiave",
        table="Tabella {n}",
        figure="Figura {n}",
        equation="Equazione {n}",
        tables="Tabelle",
        figures="Figure",
        part="Parte {n}",
        section="Sezione {n}",
        appendix="Appendice {n}",
        note="Nota {n}",
        note_mention="nota {n}",
        back="Torna al richiamo {n}",
        back_again="Torna al richiamo {n}, occorrenza {m}",
        accessed="consultato il {date}",
        archived="archiviato in",
        edited_by="a cura di {name}",
        volume="vol. {n}",
        number="n. {n}",
        note_box="Nota",
        warning_box="Avvertenza",
        definition_box="Definizione",
        method_box="Metodo",
        see_note="Si veda la nota {n}.",
        see_note_in="Si veda la nota {n} in «{title}».",
        draft="Bozza",
        version="Versione {n}",
        cutoff="Informazioni aggiornate al {date}",
        embargo="Sotto embargo fino al {date}",
        acknowledgements="Ringraziamenti",
        funding="Finanziamento",
        about_authors="Gli autori",
        about_publisher="L’editore",
        contacts="Contatti",
        citation="Citazione consigliata",
        versions="Cronologia delle versioni",
        acronyms="Sigle",
        data="Dati",
    ),
    "ja": Terms(
        notes="注",
        contents="目次",
        summary="要旨",
        judgements="主要な判断",
        table="表{n}",
        figure="図{n}",
        equation="式{n}",
        tables="表一覧",
        figures="図一覧",
        part="第{n}部",
        section="第{n}節",
        appendix="付録{n}",
        note="注{n}",
        note_mention="注{n}",
        back="本文の注番号{n}に戻る",
        back_again="本文の注番号{n}（{m}か所目）に戻る",
        accessed="{date}閲覧",
        archived="アーカイブ：",
        edited_by="{name}編",
        volume="第{n}巻",
        number="第{n}号",
        note_box="注記",
        warning_box="警告",
        definition_box="定義",
        method_box="方法",
        see_note="注{n}を参照。",
        see_note_in="「{title}」の注{n}を参照。",
        draft="草案",
        version="第{n}版",
        cutoff="情報の基準日：{date}",
        embargo="{date}まで公表禁止",
        acknowledgements="謝辞",
        funding="資金提供",
        about_authors="著者について",
        about_publisher="発行者について",
        contacts="連絡先",
        citation="推奨する引用形式",
        versions="改版履歴",
        acronyms="略語一覧",
        data="データ",
    ),
    "pl": Terms(
        notes="Przypisy",
        contents="Spis treści",
        summary="Streszczenie",
        judgements="Główne oceny",
        table="Tabela {n}",
        figure="Rys. {n}",
        equation="Równanie {n}",
        tables="Tabele",
        figures="Rysunki",
        part="Część {n}",
        section="Rozdział {n}",
        appendix="Załącznik {n}",
        note="Przypis {n}",
        note_mention="przypis {n}",
        back="Powrót do odsyłacza {n}",
        back_again="Powrót do odsyłacza {n}, miejsce {m}",
        accessed="dostęp: {date}",
        archived="kopia archiwalna:",
        edited_by="red. {name}",
        volume="t. {n}",
        number="nr {n}",
        note_box="Uwaga",
        warning_box="Ostrzeżenie",
        definition_box="Definicja",
        method_box="Metoda",
        see_note="Zob. przypis {n}.",
        see_note_in="Zob. przypis {n} w „{title}”.",
        draft="Wersja robocza",
        version="Wersja {n}",
        cutoff="Stan informacji na {date}",
        embargo="Embargo do {date}",
        acknowledgements="Podziękowania",
        funding="Finansowanie",
        about_authors="O autorach",
        about_publisher="O wydawcy",
        contacts="Kontakt",
        citation="Sugerowany sposób cytowania",
        versions="Historia wersji",
        acronyms="Skróty",
        data="Dane",
    ),
    "ru": Terms(
        notes="Примечания",
        contents="Содержание",
        summary="Аннотация",
        judgements="Ключевые выводы",
        table="Таблица {n}",
        figure="Рис. {n}",
        equation="Формула {n}",
        tables="Таблицы",
        figures="Рисунки",
        part="Часть {n}",
        section="Раздел {n}",
        appendix="Приложение {n}",
        note="Примечание {n}",
        note_mention="примечание {n}",
        back="Назад к ссылке {n}",
        back_again="Назад к ссылке {n}, упоминание {m}",
        accessed="дата обращения: {date}",
        archived="архивная копия:",
        edited_by="под ред. {name}",
        volume="т. {n}",
        number="№ {n}",
        note_box="Примечание",
        warning_box="Предупреждение",
        definition_box="Определение",
        method_box="Метод",
        see_note="См. примечание {n}.",
        see_note_in="См. примечание {n} в разделе «{title}».",
        draft="Проект",
        version="Версия {n}",
        cutoff="Данные на {date}",
        embargo="Не публиковать до {date}",
        acknowledgements="Благодарности",
        funding="Финансирование",
        about_authors="Об авторах",
        about_publisher="Об издателе",
        contacts="Контакты",
        citation="Как цитировать",
        versions="История версий",
        acronyms="Сокращения",
        data="Данные",
    ),
    "uk": Terms(
        notes="Примітки",
        contents="Зміст",
        summary="Анотація",
        judgements="Ключові висновки",
        table="Таблиця {n}",
        figure="Рис. {n}",
        equation="Формула {n}",
        tables="Таблиці",
        figures="Рисунки",
        part="Частина {n}",
        section="Розділ {n}",
        appendix="Додаток {n}",
        note="Примітка {n}",
        note_mention="примітка {n}",
        back="Назад до посилання {n}",
        back_again="Назад до посилання {n}, згадка {m}",
        accessed="дата звернення: {date}",
        archived="архівна копія:",
        edited_by="за ред. {name}",
        volume="т. {n}",
        number="№ {n}",
        note_box="Примітка",
        warning_box="Попередження",
        definition_box="Визначення",
        method_box="Метод",
        see_note="Див. примітку {n}.",
        see_note_in="Див. примітку {n} у розділі «{title}».",
        draft="Проєкт",
        version="Версія {n}",
        cutoff="Дані станом на {date}",
        embargo="Не публікувати до {date}",
        acknowledgements="Подяки",
        funding="Фінансування",
        about_authors="Про авторів",
        about_publisher="Про видавця",
        contacts="Контакти",
        citation="Як цитувати",
        versions="Історія версій",
        acronyms="Скорочення",
        data="Дані",
    ),
    "zh": Terms(
        notes="注释",
        contents="目录",
        summary="摘要",
        judgements="主要判断",
        table="表{n}",
        figure="图{n}",
        equation="公式{n}",
        tables="表目录",
        figures="图目录",
        part="第{n}部分",
        section="第{n}节",
        appendix="附录{n}",
        note="注释{n}",
        note_mention="注释{n}",
        back="返回正文注码{n}",
        back_again="返回正文注码{n}（第{m}处）",
        accessed="{date}访问",
        archived="存档于",
        edited_by="{name}编",
        volume="第{n}卷",
        number="第{n}期",
        note_box="说明",
        warning_box="警告",
        definition_box="定义",
        method_box="方法",
        see_note="见注释{n}。",
        see_note_in="见“{title}”的注释{n}。",
        draft="草案",
        version="第{n}版",
        cutoff="信息截至{date}",
        embargo="{date}前不得发布",
        acknowledgements="致谢",
        funding="资助",
        about_authors="作者简介",
        about_publisher="出版者简介",
        contacts="联系方式",
        citation="建议引用格式",
        versions="版本历史",
        acronyms="缩略语",
        data="数据",
    ),
}
_TRADITIONAL: Final = Terms(
    notes="註釋",
    contents="目錄",
    summary="摘要",
    judgements="主要判斷",
    table="表{n}",
    figure="圖{n}",
    equation="公式{n}",
    tables="表目錄",
    figures="圖目錄",
    part="第{n}部分",
    section="第{n}節",
    appendix="附錄{n}",
    note="註釋{n}",
    note_mention="註釋{n}",
    back="返回正文註碼{n}",
    back_again="返回正文註碼{n}（第{m}處）",
    accessed="{date}查閱",
    archived="存檔於",
    edited_by="{name}編",
    volume="第{n}卷",
    number="第{n}期",
    note_box="說明",
    warning_box="警告",
    definition_box="定義",
    method_box="方法",
    see_note="見註釋{n}。",
    see_note_in="見「{title}」的註釋{n}。",
    data="資料",
)
_AMERICAN: Final = Terms(judgements="Key Judgments")
LANGUAGES: Final = tuple(_LABELS)
"""The languages that have labels, as the first part of a BCP 47 tag."""


def terms_for(language: str) -> Terms:
    """The words for a BCP 47 tag; the English ones if a language has none yet."""
    first, *others = language.lower().split("-")
    if first == "zh" and {"hant", "tw", "hk", "mo"} & set(others) and "hans" not in others:
        return _TRADITIONAL
    if first == "en" and "us" in others:
        return _AMERICAN
    return _LABELS.get(first, _LABELS["en"])
