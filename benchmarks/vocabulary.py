"""The words of the generated reports: invented, in the style of the sample update."""

from typing import Final

SUBJECTS: Final = (
    "The foreign minister",
    "The Ministry of Defense",
    "The prime minister",
    "The Security Council secretary",
    "The head of the customs service",
    "The opposition coordination council",
    "The chair of the Eurasian commission",
    "The central bank",
    "A presidential spokesperson",
    "The state news agency",
)
ACTIONS: Final = (
    "reaffirmed support for",
    "signed a roadmap to implement",
    "agreed to “finally solve” the problem of",
    "publicly criticized the delay of",
    "denied reports of a disagreement over",
    "asked partner governments to recognize",
    "reiterated his government’s commitment to",
    "announced the second stage of",
)
OBJECTS: Final = (
    "the constitutional amendment process",
    "a single market for natural gas and oil products",
    "the Union’s plan for the coordination of foreign policy",
    "the upcoming 2021 chairmanship of the regional commonwealth",
    "a peacekeeping force under the Collective Security Treaty",
    "the integration of the two states’ tax and customs codes",
    "expanded cooperation on nuclear energy",
    "a joint air defense and exercise schedule",
)
SETTINGS: Final = (
    "after a meeting with his counterpart in the capital",
    "at an extraordinary session of the Council of Ministers",
    "during a call with reporters and members of the diplomatic corps",
    "in an interview with a state-run television channel",
    "despite previous statements that the question was not on the agenda",
    "at the close of a three-day working visit to the border region",
)
PURPOSES: Final = (
    "secure economic concessions before the end of the year",
    "formalize an arrangement that both governments previously avoided",
    "assure domestic audiences that the transfer of power will be real",
    "legitimize its deployments as a recognized international mission",
    "stall negotiations while appearing to honor earlier agreements",
    "shape the text of the new constitution in its own interest",
)
DATES: Final = tuple(f"November {day}" for day in range(1, 31))
TOPICS: Final = (
    "Constitutional Reform",
    "Energy and Trade",
    "Military Cooperation",
    "Foreign Policy Coordination",
    "Domestic Opposition",
    "Outlook",
)
SLUG_WORDS: Final = (
    "warning", "update", "foreign", "minister", "sovpadaet", "zainteresovannost", "ukreplenii",
    "otnoshenij", "konstitutsija", "dolzhna", "byt", "vygodnoj", "likely", "disrupts",
    "plan%E2%80%99s", "concessions", "integration", "obsudili", "dalnejshee", "vzaimodejstvie",
    "gosudarstve",
)  # fmt: skip
ADDRESSES: Final = (
    "https://www.ministry.example.ru/ru/maps/-/asset_publisher/Uwp6wJEbZrLO/content/id/{number}",
    "https://www.agency.example.by/politics/view/{slug}-{number}-2020/",
    "http://www.register.example.by/reestr/ru/index.html#reestr/view/text?doc={number}",
    "http://www.institute.example.org/backgrounder/{slug}",
    "https://www.research.example.com/2020/11/{slug}.html",
)
