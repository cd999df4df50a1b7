import { describe, expect, test } from 'vitest';
import { customerText } from '../../../src/features/feedback/domain.ts';

describe('in front of colleagues a customer is called', () => {
  test.each([
    ['by the account before the name', { account: 'Lumen', name: 'Matti Virtanen' }, 'a customer at Lumen'],
    ['by the first name alone', { name: 'Matti Virtanen' }, 'Matti'],
    ['without spaces around', { account: '  Lumen ' }, 'a customer at Lumen'],
    ['by the name where the account is blank', { account: '   ', name: ' Matti ' }, 'Matti'],
    ['by the first name though it stands behind the last', { name: 'Virtanen, Matti' }, 'Matti'],
    ['by the first name though a title stands before it', { name: 'Smith, Mr John' }, 'John'],
    ['by the last name where there is no other', { name: 'Mr Smith' }, 'Smith'],
    ['without any of several titles', { name: 'Herr Prof. Dr. med. Jürgen Weiß' }, 'Jürgen'],
    ['without titles in capitals', { name: 'MRS. ANNA SMITH' }, 'ANNA'],
    ['without titles of France', { name: 'M. Dupont' }, 'Dupont'],
    ['without titles of Spain', { name: 'Sra. García' }, 'García'],
    ['by a first name that looks like a title', { name: 'Don Draper' }, 'Don'],
    ['without what follows the comma where it is no name', { name: 'John Smith, Jr.' }, 'John'],
    ['without a comma that nothing follows', { name: 'Virtanen,' }, 'Virtanen'],
    ['nothing where there is but a title', { name: 'Mr' }, 'a customer'],
    ['nothing where there are but blanks', { name: ' ', account: ' ' }, 'a customer'],
    ['nothing that reaches them', { name: 'anna@x.test' }, 'a…@…'],
  ])('%s', (_rule, customer, text) => {
    expect(customerText(customer)).toBe(text);
  });
});
