/** One fault of a lab, as the index of error texts shows it. */
export interface Fault {
  /** The lab's two digits. */
  lab: string;
  id: string;
  title: string;
  /** What the learner sees, word for word. */
  symptom: string;
}

interface LabWithFaults {
  id: string;
  faults?: Omit<Fault, 'lab'>[];
}

/** The faults of all labs, without what only the runner needs. */
export function listFaults(labs: LabWithFaults[]): Fault[] {
  return labs.flatMap((lab) =>
    (lab.faults ?? []).map(({ id, title, symptom }) => ({ lab: lab.id, id, title, symptom })),
  );
}
