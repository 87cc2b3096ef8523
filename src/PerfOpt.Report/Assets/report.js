'use strict';
// Without this script the page lacks only the copy buttons and the download.
(function () {
  function select(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  function said(button, text) {
    const before = button.textContent;
    button.textContent = text;
    setTimeout(function () { button.textContent = before; }, 1500);
  }
  for (const button of document.querySelectorAll('button[data-copy]')) {
    const source = document.getElementById(button.dataset.copy);
    if (!source) continue;
    button.hidden = false;
    button.addEventListener('click', function () {
      const done = function () { said(button, 'Copied'); };
      const otherwise = function () { select(source); said(button, 'Selected: press Ctrl+C'); };
      if (navigator.clipboard) navigator.clipboard.writeText(source.textContent).then(done, otherwise);
      else otherwise();
    });
  }
  const link = document.getElementById('download');
  const data = document.getElementById('report-data');
  if (link && data) {
    link.href = URL.createObjectURL(new Blob([data.textContent], { type: 'application/json' }));
    link.hidden = false;
  }
})();
