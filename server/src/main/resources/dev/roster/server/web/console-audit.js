// The audit log of the workspace.
import { Table, element, time, typed } from './elements';
import { PAGE, onlyForManagers, showList } from './lists';
import { say } from './words';

export async function showAudit(params, fresh) {
  if (onlyForManagers('audit')) {
    return;
  }
  const table = new Table(say.audit, [
    [say.when, (event) => time(event.at)],
    [say.who, (event) => (event.actor.name ? typed(event.actor.name) : say.actors[event.actor.kind] || event.actor.kind)],
    [say.what, (event) => element('span', { title: event.action }, say.events[event.action] || event.action)],
    [say.about, subject],
  ]);
  await showList('audit', { path: 'console/api/audit', query: { limit: PAGE }, table, empty: say.noEvents, fresh });
}

function subject({ invitation, person, actor }) {
  const subjects = [];
  if (person && person.id !== actor.id) {
    subjects.push(person.name === null ? say.erased : typed(person.name));
  }
  if (invitation) {
    subjects.push(invitation.email === null ? say.erased : typed(invitation.email));
  }
  return subjects.length === 0 ? element('span', { class: 'soft' }, '–') : subjects.flatMap((each, index) => (index ? [', ', each] : [each]));
}
