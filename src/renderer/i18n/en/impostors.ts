/** The warning about unsaved senders who can be taken for somebody known (domain.md §9). */
export const impostors = {
  title: 'Possible impostor',
  notVerified: 'Not the verified {{name}}',
  notSaved: 'Not the {{name}} you saved',
  explainVerified:
    'This sender uses a name like that of a verified business, but writes from another account that you have not saved. Share no codes and pay nothing before you are sure who it is.',
  explainSaved:
    'This sender uses a name like that of one of your contacts, but writes from another account that you have not saved. Make sure who it is before you share anything or send money.',
  dismiss: 'Dismiss',
  dismissed: 'Warning dismissed for this chat.',
}
