/** One part of a day: labs are named by their digits. */
export type AgendaPart = { lab: string } | { title: string; minutes: number };

const WELCOME = { title: 'Welcome: the two roads, on the overview page', minutes: 15 };
const BREAK = { title: 'Break', minutes: 15 };
const QUESTIONS = { title: 'Questions, and which mechanism fits whose cluster', minutes: 20 };
const lab = (id: string) => ({ lab: id });

/** A class needs longer than one reader: people wait for one another and ask. A rule of thumb, not measured. */
export const CLASS_FACTOR = 1.5;

export const agendas: Record<'half-day' | 'day', AgendaPart[]> = {
  'half-day': [WELCOME, ...['00', '03', '04'].map(lab), BREAK, ...['05', '08'].map(lab), QUESTIONS],
  day: [
    WELCOME,
    ...['00', '01', '02', '03'].map(lab),
    BREAK,
    ...['04', '05'].map(lab),
    { title: 'Lunch', minutes: 60 },
    ...['08', '11'].map(lab),
    BREAK,
    ...['13', '17'].map(lab),
    QUESTIONS,
  ],
};
