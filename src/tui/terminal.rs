//! Taking over the terminal, and giving it back whatever happens: at the end, in a panic, on a signal.

use std::io::{IsTerminal, Stdout, Write, stdin, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, MouseButton, MouseEventKind, read,
};
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode,
    enable_raw_mode, size,
};
use ratatui::crossterm::{Command, cursor, execute};

use super::key::Chord;
use super::model::Model;
use super::msg::Msg;
use super::run::Face;
use super::tap::{Taps, Touch};
use super::view::view;
use crate::clock;
use crate::failure::{Failure, Result};

/// That the terminal is taken over, so that it is given back once.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// How many columns the terminal on standard output has; `None` where that goes elsewhere, or where it does not say.
pub fn columns() -> Option<usize> {
    let (columns, _) = stdout().is_terminal().then(size)?.ok()?;
    (columns > 0).then_some(usize::from(columns))
}

/// The terminal while it is taken over. Dropping it gives the terminal back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Raw keys, the other screen, pastes as text. A panic gives the terminal back before it speaks.
    pub fn take() -> Result<Screen> {
        let said = |cause| Failure::machine("This terminal does not let a page be drawn on it.", cause);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
        enable_raw_mode().map_err(said)?;
        TAKEN.store(true, Ordering::SeqCst);
        dress().map_err(said)?;
        let terminal = Terminal::new(CrosstermBackend::new(stdout())).map_err(said)?;
        Ok(Screen { terminal })
    }
}

impl Face for Screen {
    fn show(&mut self, model: &Model) -> std::io::Result<Taps> {
        let mut taps = Taps::default();
        self.terminal.draw(|frame| taps = view(model, frame))?;
        Ok(taps)
    }

    fn size(&mut self) -> Option<(u16, u16)> {
        self.terminal.size().ok().map(|size| (size.width, size.height))
    }

    /// The terminal's own way would ask it where the cursor is, and so compete with the reader of keys.
    fn forget(&mut self) {
        self.terminal.swap_buffers();
        let _ = execute!(stdout(), Clear(ClearType::All));
        self.terminal.current_buffer_mut().reset();
        self.terminal.swap_buffers();
        self.terminal.current_buffer_mut().reset();
    }

    /// A terminal without another screen keeps what scrolled away.
    fn wipe(&mut self) {
        let _ = execute!(stdout(), Clear(ClearType::Purge));
        self.forget();
    }
}

/// Asks the terminal for another screen, for pastes as text, and for touches.
fn dress() -> std::io::Result<()> {
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, Touches(true), SetTitle("Doorstep"))
}

/// The keys alone, where nothing is drawn: each is given as it is pressed and none is shown by the terminal.
/// Dropping it gives the terminal back. It is told nothing but words.
pub struct Keys;

impl Keys {
    /// Raw keys. A panic gives them back before it speaks.
    ///
    /// # Errors
    /// Refused where nobody can type.
    pub fn take() -> Result<Keys> {
        if !stdin().is_terminal() {
            return Err(Failure::refused("There is no terminal here to ask on."));
        }
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let _ = disable_raw_mode();
            before(panic);
        }));
        enable_raw_mode()
            .map_err(|cause| Failure::machine("This terminal does not give its keys one by one.", cause))?;
        Ok(Keys)
    }

    /// Tells the terminal some words.
    ///
    /// # Errors
    /// As writing to it.
    pub fn tell(&self, words: &str) -> std::io::Result<()> {
        let mut out = stdout().lock();
        out.write_all(words.as_bytes()).and_then(|()| out.flush())
    }

    /// Its columns and rows, where it says them.
    pub fn size(&self) -> Option<(u16, u16)> {
        size().ok().filter(|(columns, rows)| *columns > 0 && *rows > 0)
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        let _ = disable_raw_mode();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was; does nothing where that has been done. What fails here has nobody to be told.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // Where there is no other screen the page would stay, with a prompt in it.
        let wiped = (Clear(ClearType::All), Clear(ClearType::Purge), cursor::MoveTo(0, 0));
        let _ = execute!(stdout(), wiped.0, wiped.1, wiped.2);
        let _ = execute!(stdout(), Touches(false), DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
        let _ = stdout().flush();
    }
}

/// Whether the terminal tells of presses and of moves while pressed, in the form that has no bounds (SGR, 1006).
/// Moves with nothing pressed are not asked for: they mean nothing here and come by the hundred.
struct Touches(bool);

impl Command for Touches {
    fn write_ansi(&self, to: &mut impl std::fmt::Write) -> std::fmt::Result {
        let switch = if self.0 { 'h' } else { 'l' };
        [1000, 1002, 1006].iter().try_for_each(|mode| write!(to, "\x1b[?{mode}{switch}"))
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
        if self.0 { EnableMouseCapture.execute_winapi() } else { DisableMouseCapture.execute_winapi() }
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

/// How many lines a turn of the wheel goes.
const WHEEL: isize = 3;

/// What a mouse or a finger did; `None` for what means nothing here.
fn touch(kind: MouseEventKind) -> Option<Touch> {
    match kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Touch::Press),
        MouseEventKind::Drag(MouseButton::Left) => Some(Touch::Drag),
        MouseEventKind::ScrollUp => Some(Touch::Wheel(-WHEEL)),
        MouseEventKind::ScrollDown => Some(Touch::Wheel(WHEEL)),
        _ => None,
    }
}

/// Reads keys, touches, pastes and sizes on a thread of its own and sends them on, each key with the time since
/// the key or touch before. Ends when nobody listens any more.
pub fn listen(sender: Sender<Msg>) {
    thread::spawn(move || {
        let mut last: Option<u64> = None;
        let mut gap = || {
            let at = clock::elapsed_ms();
            last.replace(at).map_or(u64::MAX, |last| at.saturating_sub(last))
        };
        loop {
            let msgs = match read() {
                Ok(Event::Key(event)) => {
                    Chord::of(event).into_iter().map(|chord| Msg::Key(chord, gap())).collect()
                }
                Ok(Event::Mouse(event)) => {
                    let touch = touch(event.kind);
                    touch
                        .map(|touch| Msg::Touch(touch, (event.column, event.row), gap()))
                        .into_iter()
                        .collect()
                }
                Ok(Event::Paste(text)) => vec![Msg::Paste(text)],
                Ok(Event::Resize(columns, rows)) => vec![Msg::Size(columns, rows)],
                Ok(_) => Vec::new(),
                // The terminal is gone.
                Err(_) => {
                    let _ = sender.send(Msg::HangUp);
                    return;
                }
            };
            if msgs.into_iter().any(|msg| sender.send(msg).is_err()) {
                return;
            }
        }
    });
}

/// Turns a closed terminal and a wish to end, whatever it is called, into a message, so that the draft is kept first and
/// the terminal given back. The page is not put aside with what stands on it (`SIGTSTP`); where the program was stopped
/// all the same, whoever had the terminal meanwhile finds it locked and drawn anew.
#[cfg(unix)]
pub fn heed_signals(sender: Sender<Msg>) -> Result<()> {
    use signal_hook::consts::{
        SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    };
    let heard = [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT];
    let mut signals = signal_hook::iterator::Signals::new(heard)
        .map_err(|cause| Failure::machine("This machine does not say when a terminal closes.", cause))?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let msg = match signal {
                SIGTSTP => continue,
                SIGCONT => {
                    take_again();
                    // For how long it was stopped nobody knows: whoever had the terminal finds it locked.
                    Msg::Slept(std::time::Duration::ZERO)
                }
                _ => Msg::HangUp,
            };
            if sender.send(msg).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Takes the terminal over once more, after somebody else had it.
#[cfg(unix)]
fn take_again() {
    // Raw keys are asked for once only, as far as the library knows.
    let _ = disable_raw_mode();
    let _ = enable_raw_mode();
    if TAKEN.load(Ordering::SeqCst) {
        let _ = dress();
    }
}

/// Where there are no such signals, a closed terminal is seen by the reader of keys.
#[cfg(not(unix))]
pub fn heed_signals(_sender: Sender<Msg>) -> Result<()> {
    Ok(())
}
