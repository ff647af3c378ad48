/**
 * The addresses that the HTML standard's `<input type=email>` accepts (section 4.10.5.1.5), with a dot in the
 * domain. One pass over bounded parts, so no input makes it slow.
 */
const emailPattern =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/

/** Of an address in lower case. */
export const isEmailAddress = (text: string): boolean => emailPattern.test(text)
