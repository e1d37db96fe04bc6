/** One part of a day: labs are named by their digits. */
export type AgendaPart = { lab: string } | { title: string; minutes: number };

const WELCOME = { title: 'Welcome: the two roads, on the overview page', minutes: 15 };
const BREAK = { title: 'Break', minutes: 15 };
const LUNCH = { title: 'Lunch', minutes: 60 };
const QUESTIONS = { title: 'Questions, and which mechanism fits whose cluster', minutes: 20 };
const lab = (id: string) => ({ lab: id });

/**
 * A class needs half as long again as one reader, in fives: people wait for one another and ask. A rule of thumb, not
 * measured.
 */
export const classMinutes = (minutes: number) => Math.ceil((minutes * 1.5) / 5) * 5;

export const agendas: Record<'half-day' | 'day' | 'second-day', AgendaPart[]> = {
  'half-day': [WELCOME, ...['00', '03', '04'].map(lab), BREAK, ...['05', '08'].map(lab), QUESTIONS],
  day: [
    WELCOME,
    ...['00', '01', '02', '03'].map(lab),
    BREAK,
    ...['04', '05'].map(lab),
    LUNCH,
    ...['08', '11'].map(lab),
    BREAK,
    ...['13', '17'].map(lab),
    QUESTIONS,
  ],
  'second-day': [
    ...['06', '07', '09'].map(lab),
    BREAK,
    ...['12', '14'].map(lab),
    LUNCH,
    ...['15', '16', '10'].map(lab),
    BREAK,
    ...['18', '19'].map(lab),
  ],
};
