/* Keeps the pages of a conversation up to date; without it every page works with the link "Ververs" and plain forms.
 *
 * Every two seconds it asks one small address whether something changed (204 means no), and only then reads the page
 * again. Only parts with data-live are replaced; a form in which somebody typed is never touched. Forms are sent in the
 * background, so that without a connection the page and what was typed stay. The server keeps no drafts.
 */
'use strict';

(function () {
  const EVERY = 2000;
  const HIDDEN = 10000; // a phone in a pocket asks less often
  const AWAKE = 10 * 60 * 1000; // read the page now and then, so that its forms do not grow too old
  const QUIET = 2500; // notes are kept this long after the last key
  const LOST = 'Geen verbinding. Wat je typt blijft staan.';
  const GONE = 'Deze pagina wordt niet meer ververst. Wat je typt staat er nog. Laad de pagina opnieuw om verder te gaan.';
  const FREED = 'De gespreksleider heeft je stoel vrijgemaakt. Wat je typte staat er nog. ';
  const FAILED = 'Versturen lukte niet. Wat je typt staat er nog. Probeer het zo nog eens.';

  const byId = (id, within) => (within || document).getElementById(id);
  const room = (within) => (within || document).querySelector('[data-gesprek]');
  const shownAt = new WeakMap();
  let timer = 0;
  let notesTimer = 0;
  let readAt = Date.now();

  function say(id, text) {
    const line = byId(id);
    if (line && line.textContent !== text) line.textContent = text;
  }

  function connected(yes) { say('gesprek-verbinding', yes ? '' : LOST); }

  // ------------------------------------------------------------ asking

  function later(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, wait);
  }

  async function get(address) {
    const answer = await fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(8000) });
    if (answer.status >= 500) throw new Error('server');
    return answer;
  }

  async function ask() {
    const here = room();
    if (!here || 'klaar' in here.dataset) return;
    try {
      const address = new URL(here.dataset.gesprek, window.location.href);
      address.searchParams.set('versie', byId('gesprek-plaats').dataset.versie);
      const answer = await get(address);
      if (answer.status === 410) return freed();
      const seen = answer.status !== 200 && Date.now() - readAt < AWAKE;
      if (answer.status === 404 || !(seen || await refresh())) return say('gesprek-verbinding', GONE);
      connected(true);
      saveLeftNotes();
    } catch (refused) {
      connected(false);
    }
    later(document.hidden ? HIDDEN : EVERY);
  }

  // The seat was freed. Going on asking finds out when this browser sits again, also in another window.
  function freed() {
    later(HIDDEN);
    const line = byId('gesprek-verbinding');
    if (line.querySelector('a')) return;
    const link = document.createElement('a');
    link.href = '/meedoen';
    link.textContent = 'Doe opnieuw mee met de code op het scherm';
    if (notes()) link.target = '_blank'; // a draft of notes is nowhere but here
    line.replaceChildren(FREED, link);
  }

  async function refresh() {
    const answer = await get(room().dataset.pad);
    const page = parse(await answer.text());
    if (!answer.ok || !room(page)) return false; // logged out, or the seat is no longer there
    readAt = Date.now();
    apply(page);
    return true;
  }

  function parse(text) { return new DOMParser().parseFromString(text, 'text/html'); }

  // ------------------------------------------------------------ showing

  function apply(page) {
    if (!room(page)) return;
    const form = byId('gesprek-vorm');
    const typed = Boolean(form && 'getypt' in form.dataset);
    if ('klaar' in room(page).dataset && !typed) return whole(page);
    const step = byId('gesprek-plaats').dataset.stap;
    tokens(page);
    document.title = page.title;
    page.querySelectorAll('[data-live][id]').forEach((part) => swap(byId(part.id), part));
    if (form) swapForm(form, byId('gesprek-vorm', page), typed);
    if (byId('gesprek-plaats').dataset.stap !== step) say('gesprek-nieuws', 'Nieuwe stap: ' + byId('gesprek-kop').textContent);
  }

  // Replace one part, but keep what is folded open and where the cursor is.
  function swap(old, part) {
    if (!old || old.outerHTML === part.outerHTML) return;
    const open = Array.from(old.querySelectorAll('details[open][id]'), (fold) => fold.id);
    const focus = old.contains(document.activeElement) ? document.activeElement.closest('form') : null;
    const fresh = document.importNode(part, true);
    old.replaceWith(fresh);
    open.forEach((id) => { if (byId(id)) byId(id).open = true; });
    if (focus) focusButton(focus.getAttribute('action'));
    start(fresh);
  }

  function swapForm(old, part, typed) {
    if (part && old.dataset.werk === part.dataset.werk && typed) return;
    if (typed) return offer();
    if (!part) return old.replaceChildren();
    if (old.contains(document.activeElement) && old.dataset.werk === part.dataset.werk) return;
    const fresh = document.importNode(part, true);
    old.replaceWith(fresh);
    say('gesprek-nieuw', '');
    fresh.dispatchEvent(new Event('signalen:vorm', { bubbles: true }));
  }

  function offer() {
    const line = byId('gesprek-nieuw');
    if (!line || line.firstChild) return;
    const link = document.createElement('a');
    link.href = room().dataset.pad;
    link.textContent = 'Ga naar de nieuwe stap';
    line.append('Het gesprek is bij een volgende stap. Wat je typt blijft staan. ', link);
  }

  function whole(page) {
    document.title = page.title;
    byId('inhoud').replaceChildren(...document.importNode(byId('inhoud', page), true).childNodes);
    start(document);
    byId('inhoud').dispatchEvent(new Event('signalen:vorm', { bubbles: true }));
    later(EVERY);
  }

  function focusButton(action) {
    const form = document.querySelector('form[action="' + action + '"]');
    const button = form && form.querySelector('button');
    if (button && button.checkVisibility()) button.focus();
    else byId('inhoud').focus();
  }

  function tokens(page) {
    const fresh = page.querySelector('input[name=csrf_token]');
    if (fresh) document.querySelectorAll('input[name=csrf_token]').forEach((field) => { field.value = fresh.value; });
  }

  // ------------------------------------------------------------ time

  function start(within) {
    const time = within.id === 'gesprek-tijd' ? within : within.querySelector('#gesprek-tijd');
    if (time) shownAt.set(time, Date.now());
    document.querySelectorAll('[data-zonder-script]').forEach((part) => { part.hidden = true; });
    count();
  }

  function minutes(number) { return number + (number === 1 ? ' minuut' : ' minuten'); }

  function count() {
    const time = byId('gesprek-tijd');
    if (!time || !shownAt.has(time)) return;
    const left = Number(time.dataset.over) - (Date.now() - shownAt.get(time)) / 1000;
    const past = Math.floor(-left / 60);
    const words = left > 0 ? 'Nog ' + minutes(Math.ceil(left / 60)) : past < 1 ? 'De tijd is om' : minutes(past) + ' over de tijd';
    const place = time.querySelector('.tijd__over');
    if (place.textContent !== words) place.textContent = words;
    time.classList.toggle('tijd--om', left <= 0);
  }

  // ------------------------------------------------------------ sending

  function post(form) {
    return fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), signal: AbortSignal.timeout(15000) });
  }

  async function send(form) {
    if ('bezig' in form.dataset) return;
    form.dataset.bezig = '';
    window.clearTimeout(notesTimer);
    try {
      const answer = await post(form);
      if (answer.status === 410) return freed();
      const page = parse(await answer.text());
      if (!room(page) || !(answer.ok || answer.status === 409 || answer.status === 422)) return say('gesprek-verbinding', FAILED);
      if (answer.ok && form.dataset.concept) forget(form.dataset.concept);
      whole(page);
      const summary = byId('fouten-samenvatting');
      if (summary) summary.focus();
      else if (form.dataset.concept) byId('inhoud').focus();
      else focusButton(form.getAttribute('action'));
    } catch (refused) {
      connected(false);
    } finally {
      delete form.dataset.bezig;
    }
  }

  function forget(name) {
    try { window.sessionStorage.removeItem('concept:' + name); } catch (refused) { /* then there was no draft */ }
  }

  // ------------------------------------------------------------ notes keep themselves

  function notes() { return document.querySelector('#gesprek-vorm form[action$="/notities"]'); }

  function saveLeftNotes() {
    const area = byId('gesprek-vorm');
    if (notes() && area && 'getypt' in area.dataset && !('vast' in area.dataset) && !notesTimer) notesTimer = window.setTimeout(saveNotes, QUIET);
  }

  async function saveNotes() {
    notesTimer = 0;
    const form = notes();
    if (!form || 'bezig' in form.dataset) return;
    const sent = new URLSearchParams(new FormData(form));
    try {
      const answer = await post(form);
      if (answer.ok) kept(form, sent, parse(await answer.text()));
      else {
        byId('gesprek-vorm').dataset.vast = '';
        say('gesprek-bewaard', 'Nog niet bewaard. Druk op ‘Bewaar notities’ om te zien waarom.');
      }
      connected(true);
    } catch (refused) {
      connected(false);
    }
  }

  // What was sent is kept now. Fields that were typed in since stay as they are; others get what others wrote.
  function kept(form, sent, page) {
    if (!form.isConnected) return;
    const fresh = page.querySelector('#gesprek-vorm form[action$="/notities"]');
    const changed = Array.from(form.elements).some((field) => field.type !== 'hidden' && field.name && value(field) !== null && value(field) !== (sent.get(field.name) || ''));
    if (!changed) delete byId('gesprek-vorm').dataset.getypt;
    say('gesprek-bewaard', 'Bewaard.');
    if (fresh && fresh.elements.stap.value === form.elements.stap.value) {
      form.elements.formulier.value = fresh.elements.formulier.value;
      Array.from(form.elements).forEach((field) => follow(field, form, fresh, sent));
    }
    apply(page);
  }

  function value(field) { return field.type === 'radio' && !field.checked ? null : field.type === 'checkbox' ? (field.checked ? field.value : '') : field.value; }

  function follow(field, form, fresh, sent) {
    const mark = form.elements['teken-' + field.name];
    const other = fresh.elements[field.name];
    if (!mark || !other || field.type === 'radio' || field.type === 'checkbox') {
      if (mark) mark.value = fresh.elements['teken-' + field.name].value;
      return;
    }
    const untouched = field.value === (sent.get(field.name) || '').replaceAll('\r\n', '\n');
    if (!untouched && other.value !== (sent.get(field.name) || '').replaceAll('\r\n', '\n')) return;
    mark.value = fresh.elements['teken-' + field.name].value;
    if (untouched && field !== document.activeElement) field.value = other.value;
  }

  // ------------------------------------------------------------ events

  document.addEventListener('DOMContentLoaded', function () {
    if (!room()) return;
    start(document);
    window.setInterval(count, 1000);
    later(EVERY);
  });

  document.addEventListener('submit', function (event) {
    if (!event.target.closest('[data-gesprek]')) return;
    event.preventDefault();
    send(event.target);
  });

  document.addEventListener('input', function (event) {
    const area = event.target.closest('#gesprek-vorm');
    if (!area) return;
    area.dataset.getypt = '';
    if (!notes() || 'vast' in area.dataset) return;
    say('gesprek-bewaard', '');
    window.clearTimeout(notesTimer);
    notesTimer = window.setTimeout(saveNotes, QUIET);
  });

  document.addEventListener('visibilitychange', () => { if (!document.hidden) later(0); });
  window.addEventListener('online', () => later(0));
  window.addEventListener('offline', () => connected(false));
})();
