"""Prints a page with WebKitGTK, which WebDriver cannot ask for: print-webkit.py ADDRESS FILE.pdf SELECTOR TEXT, once the element has the text."""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

address, file, selector, text = sys.argv[1:]
window = Gtk.OffscreenWindow()
window.set_default_size(1280, 800)
view = WebKit2.WebView()
window.add(view)
window.show_all()


def fail(_operation, error):
    print(error.message, file=sys.stderr)
    Gtk.main_quit()


def write():
    settings = Gtk.PrintSettings()
    settings.set_printer("Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, "file://" + file)
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    operation = WebKit2.PrintOperation.new(view)
    operation.set_print_settings(settings)
    operation.set_page_setup(Gtk.PageSetup())
    operation.connect("failed", fail)
    operation.connect("finished", lambda _operation: Gtk.main_quit())
    operation.print_()


def look():
    # After two frames what is out of sight is no longer laid out.
    script = """
      while (document.querySelector(selector)?.textContent !== text || !document.querySelector('.settled'))
        await new Promise((resolve) => setTimeout(resolve, 50));
    """
    values = GLib.Variant("a{sv}", {"selector": GLib.Variant("s", selector), "text": GLib.Variant("s", text)})
    view.call_async_javascript_function(script, -1, values, None, None, None, lambda *_: write())


view.connect("load-changed", lambda _view, event: look() if event == WebKit2.LoadEvent.FINISHED else None)
view.load_uri(address)
Gtk.main()
