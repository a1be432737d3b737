/* Small help in the browser; every page works without it. It keeps a draft in this tab (sessionStorage, never on the
 * server), puts the cursor on the error summary, and prints. It sends nothing anywhere.
 *
 * data-concept="name" on a form     keep what is typed until the form is sent or cleared
 * data-concept-klaar="name"         (on the page after sending) forget that draft
 * data-concept-wissen               a button inside the form: empty it and forget the draft
 * data-wis-concepten                on the log-out form: forget all drafts of this tab
 * data-afdrukken                    a button that prints
 */
'use strict';

(function () {
  const PREFIX = 'concept:';
  const SKIP = new Set(['hidden', 'password', 'file', 'submit', 'button']);

  // Private windows may refuse storage; then there is simply no draft.
  function store(act) {
    try { return act(window.sessionStorage); } catch (refused) { return null; }
  }

  function fields(form) {
    return Array.from(form.elements).filter((field) => field.name && !SKIP.has(field.type) && !field.readOnly);
  }

  function checkable(field) {
    return field.type === 'radio' || field.type === 'checkbox';
  }

  function save(form) {
    const values = fields(form).map((field) => (checkable(field) ? field.checked : field.value));
    store((box) => box.setItem(PREFIX + form.dataset.concept, JSON.stringify(values)));
  }

  // A draft never overwrites what the server sent back, so only an empty form is filled.
  function fill(form) {
    const kept = store((box) => box.getItem(PREFIX + form.dataset.concept));
    const open = fields(form);
    if (!kept || open.some((field) => !checkable(field) && field.type !== 'select-one' && field.value)) return;
    const values = JSON.parse(kept);
    if (values.length !== open.length) return;
    open.forEach((field, at) => { field[checkable(field) ? 'checked' : 'value'] = values[at]; });
  }

  function clear(form) {
    fields(form).forEach((field) => {
      if (checkable(field)) field.checked = field.defaultChecked;
      else if (field.type !== 'select-one') field.value = '';
    });
    forget(form.dataset.concept);
  }

  function forget(name) {
    store((box) => box.removeItem(PREFIX + name));
  }

  function forgetAll() {
    store((box) => Object.keys(box).filter((key) => key.startsWith(PREFIX)).forEach((key) => box.removeItem(key)));
  }

  // The button to clear is of no use without a script, so it is hidden in the page and shown here.
  function showButtons(root) {
    root.querySelectorAll('[data-concept-wissen], [data-afdrukken]').forEach((button) => { button.hidden = false; });
  }

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-concept-klaar]').forEach((mark) => forget(mark.dataset.conceptKlaar));
    document.querySelectorAll('form[data-concept]').forEach(fill);
    showButtons(document);
    const summary = document.getElementById('fouten-samenvatting');
    if (summary) summary.focus();
  });

  // gesprek.js put a new form in the page.
  document.addEventListener('signalen:vorm', function (event) {
    event.target.querySelectorAll('[data-concept-klaar]').forEach((mark) => forget(mark.dataset.conceptKlaar));
    event.target.querySelectorAll('form[data-concept]').forEach(fill);
    showButtons(event.target);
  });

  document.addEventListener('input', function (event) {
    const form = event.target.closest('form[data-concept]');
    if (form) save(form);
  });

  document.addEventListener('click', function (event) {
    const wipe = event.target.closest('[data-concept-wissen]');
    if (wipe) clear(wipe.closest('form'));
    if (event.target.closest('[data-afdrukken]')) window.print();
  });

  document.addEventListener('submit', function (event) {
    if (event.target.matches('[data-wis-concepten]')) forgetAll();
  });
})();
