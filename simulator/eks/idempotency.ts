import { AwsError } from '../aws-error.ts';

interface Repeatable {
  clientRequestToken?: string;
}

/**
 * The same request again, by its token: to be answered with what the first one made. `given` is what the request says
 * of the row. facts C.3
 *
 * Errors: InvalidParameterException if the token is the same, and what is asked for is not.
 */
export function isRepeated<Row extends Repeatable>(
  row: Row | undefined,
  token: string | undefined,
  given: { [Field in keyof Row]?: Row[Field] | undefined },
): row is Row {
  if (!row || token === undefined || row.clientRequestToken !== token) return false;
  const fields = Object.keys(given) as (keyof Row)[];
  const isSame = (field: keyof Row) =>
    given[field] === undefined || JSON.stringify(given[field]) === JSON.stringify(row[field]);
  if (fields.every(isSame)) return true;
  // Assumed; not confirmed against AWS.
  const message = 'The clientRequestToken was used before, with other parameters.';
  throw new AwsError('InvalidParameterException', 400, message);
}
