/* Dragging an item of the agenda to another place in its own group. The buttons "Eerder" and "Later" do the same, so
 * without this file nothing is missing. A drop sends the form itself, with the item and over how many others it went.
 */
'use strict';

document.addEventListener('DOMContentLoaded', function () {
  const form = document.querySelector('form.schikken');
  if (!form) return;
  let dragged = null;

  function hide(name, value) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    form.append(field);
  }

  function place(item) {
    return Array.from(item.parentElement.children).indexOf(item);
  }

  form.querySelectorAll('.schik').forEach(function (item) {
    item.draggable = true;
    // Selecting text in a field must not start a drag.
    item.querySelectorAll('input').forEach(function (field) {
      field.addEventListener('focus', function () { item.draggable = false; });
      field.addEventListener('blur', function () { item.draggable = true; });
    });
    item.addEventListener('dragstart', function (event) {
      dragged = item;
      event.dataTransfer.effectAllowed = 'move';
      item.classList.add('schik--sleept');
    });
    item.addEventListener('dragend', function () {
      item.classList.remove('schik--sleept');
      dragged = null;
    });
    item.addEventListener('dragover', function (event) {
      if (dragged && dragged.parentElement === item.parentElement) event.preventDefault();
    });
    item.addEventListener('drop', function (event) {
      event.preventDefault();
      const steps = dragged ? place(item) - place(dragged) : 0;
      if (!steps) return;
      // The field with the minutes carries the key of its item in its name.
      hide('sleep', dragged.querySelector('input').name.replace('minuten-', ''));
      hide('stappen', String(steps));
      form.submit();
    });
  });
});
