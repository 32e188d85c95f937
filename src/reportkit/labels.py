"""The words that reportkit itself prints, by language: "Table", "Notes", "Back to reference"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language. `{n}` and `{m}` stand for numbers."""

    notes: str = "Notes"
    contents: str = "Contents"
    summary: str = "Summary"
    judgements: str = "Key judgements"
    table: str = "Table {n}"
    figure: str = "Figure {n}"
    note: str = "Note {n}"
    back: str = "Back to reference {n}"
    back_again: str = "Back to reference {n}, mention {m}"
    accessed: str = "accessed {date}"
    archived: str = "archived at"
    edited_by: str = "ed. {name}"
    volume: str = "vol. {n}"
    number: str = "no. {n}"

    def table_number(self, number: int) -> str:
        """ "Table 2" """
        return self.table.format(n=number)

    def figure_number(self, number: int) -> str:
        """ "Figure 2" """
        return self.figure.format(n=number)

    def note_number(self, number: int) -> str:
        """ "Note 3", what a reference says of its target to those who hear it"""
        return self.note.format(n=number)

    def backlink(self, number: int, occurrence: int) -> str:
        """ "Back to reference 3", with the mention where a note is referred to again"""
        form = self.back if occurrence == 1 else self.back_again
        return form.format(n=number, m=occurrence)


_LABELS = {
    "en": Labels(),
    "de": Labels(
        notes="Anmerkungen",
        contents="Inhalt",
        summary="Zusammenfassung",
        judgements="Kernaussagen",
        table="Tabelle {n}",
        figure="Abbildung {n}",
        note="Anmerkung {n}",
        back="Zurück zu Verweis {n}",
        back_again="Zurück zu Verweis {n}, Stelle {m}",
        accessed="abgerufen am {date}",
        archived="archiviert unter",
        edited_by="hrsg. von {name}",
        volume="Bd. {n}",
        number="Nr. {n}",
    ),
    "fr": Labels(
        notes="Notes",
        contents="Sommaire",
        summary="Résumé",
        judgements="Points clés",
        table="Tableau {n}",
        figure="Figure {n}",
        note="Note {n}",
        back="Retour à l’appel {n}",
        back_again="Retour à l’appel {n}, mention {m}",
        accessed="consulté le {date}",
        archived="archivé à",
        edited_by="dir. {name}",
        volume="vol. {n}",
        number="nº {n}",
    ),
    "es": Labels(
        notes="Notas",
        contents="Índice",
        summary="Resumen",
        judgements="Juicios clave",
        table="Tabla {n}",
        figure="Figura {n}",
        note="Nota {n}",
        back="Volver a la llamada {n}",
        back_again="Volver a la llamada {n}, mención {m}",
        accessed="consultado el {date}",
        archived="archivado en",
        edited_by="ed. {name}",
        volume="vol. {n}",
        number="núm. {n}",
    ),
    "ru": Labels(
        notes="Примечания",
        contents="Содержание",
        summary="Аннотация",
        judgements="Ключевые выводы",
        table="Таблица {n}",
        figure="Рис. {n}",
        note="Примечание {n}",
        back="Назад к ссылке {n}",
        back_again="Назад к ссылке {n}, упоминание {m}",
        accessed="дата обращения: {date}",
        archived="архивная копия",
        edited_by="под ред. {name}",
        volume="т. {n}",
        number="№ {n}",
    ),
    "uk": Labels(
        notes="Примітки",
        contents="Зміст",
        summary="Анотація",
        judgements="Ключові висновки",
        table="Таблиця {n}",
        figure="Рис. {n}",
        note="Примітка {n}",
        back="Назад до посилання {n}",
        back_again="Назад до посилання {n}, згадка {m}",
        accessed="дата звернення: {date}",
        archived="архівна копія",
        edited_by="за ред. {name}",
        volume="т. {n}",
        number="№ {n}",
    ),
}


def labels_for(language: str) -> Labels:
    """The labels for a BCP 47 tag; English where a language has none yet."""
    return _LABELS.get(language.split("-")[0].lower(), _LABELS["en"])
