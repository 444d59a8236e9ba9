import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JSplitPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JTree;
import javax.swing.SwingUtilities;
import javax.swing.table.TableColumnModel;
import javax.swing.tree.DefaultMutableTreeNode;
import javax.swing.tree.TreeNode;
import javax.swing.tree.TreePath;

/**
 * Starts the JDK's JConsole in this JVM, walks through it as an operator would, and takes the guide's pictures of its
 * window. Waits for what it wants to see, and finds it by its text and kind, not by where it lies. Run by jconsole.sh.
 *
 * <pre>
 * java --add-exports=jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED JConsolePictures.java PROCESS DIRECTORY
 * </pre>
 */
public class JConsolePictures {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 100;
    private static final int WIDTH = 900;
    private static final int LOWEST = 400;
    private static final int WIDE_TREE = 290;
    private static final int NARROW_TREE = 190;
    private static final int ROW_HEIGHT = 16;
    private static final int ANSWER_WIDTH = 660;
    private static final int VALUE_COLUMN = 1;
    private static final String TABLE = "Conditions";

    private static final List<String> CLIENT = List.of("dev.flipper", "FeatureFlagClient", "\"horses\"", "\"default\"");
    private static final List<String> FLAG =
            List.of("dev.flipper", "FeatureFlag", "\"horses\"", "\"default\"", "\"IMPROVED_HORSE_SOUNDS\"");

    private final Path directory;
    private final Robot robot;

    private JConsolePictures(Path directory) throws Exception {
        this.directory = directory;
        this.robot = new Robot();
    }

    public static void main(String[] arguments) throws Exception {
        JConsolePictures pictures = new JConsolePictures(Path.of(arguments[1]));
        Class.forName("sun.tools.jconsole.JConsole")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[] {arguments[0]});
        int status = 1;
        try {
            pictures.takeAll();
            status = 0;
        } catch (Exception e) {
            e.printStackTrace();
            pictures.take("failed");
        } finally {
            // Ends JConsole too.
            System.exit(status);
        }
    }

    private void takeAll() throws Exception {
        connect();
        onTab("MBeans");
        attributes();
        table();
        evaluate();
        notifications();
    }

    private void attributes() throws Exception {
        size(LOWEST, WIDE_TREE);
        select(FLAG, "Attributes");
        row("Enabled");
        size(240 + ROW_HEIGHT * table("XMBeanAttributes").getRowCount(), WIDE_TREE);
        columns("XMBeanAttributes", 130, 440);
        take("flag");
    }

    /** An attribute that is a table opens with a double click. */
    private void table() throws Exception {
        size(LOWEST, WIDE_TREE);
        select(FLAG, "Attributes");
        row("Enabled");
        if (rowNow(TABLE) < 0) {
            System.out.println("There is no " + TABLE + ": no picture of a table");
            return;
        }
        size(420 + ROW_HEIGHT * table("XMBeanAttributes").getRowCount(), WIDE_TREE);
        columns("XMBeanAttributes", 130, 440);
        doubleClick(TABLE);
        take("table");
    }

    private void evaluate() throws Exception {
        size(480, NARROW_TREE);
        select(CLIENT, "Operations", "evaluate");
        JButton button = button("evaluate");
        onEventThread(() -> {
            List<JTextField> fields = all(JTextField.class, button.getParent()).toList();
            type(fields.get(0), "IMPROVED_HORSE_SOUNDS");
            type(fields.get(1), "{\"rider_id\": 7}");
            return null;
        });
        EventQueue.invokeLater(button::doClick);
        JDialog answer = dialog();
        onEventThread(() -> {
            Point corner = button.getLocationOnScreen();
            answer.setBounds(WIDTH - ANSWER_WIDTH - 20, corner.y + 45, ANSWER_WIDTH, answer.getHeight());
            answer.validate();
            return null;
        });
        take("evaluate");
        close(answer);
    }

    private static void type(JTextField field, String text) {
        field.setText(text);
        field.setCaretPosition(0);
    }

    private void notifications() throws Exception {
        size(LOWEST, NARROW_TREE);
        select(FLAG, "Notifications");
        onEventThread(() -> {
            button("Subscribe").doClick();
            return null;
        });
        await("the subscription", () -> plain(selected()).equals("Notifications[0]") ? true : null);
        for (String operation : List.of("disable", "enable")) {
            select(FLAG, "Operations", operation);
            told(() -> EventQueue.invokeLater(button(operation)::doClick));
            close(dialog());
        }
        select(FLAG, "Attributes");
        row("Enabled");
        if (rowNow("Percentage") >= 0) {
            told(() -> EventQueue.invokeLater(
                    () -> table("XMBeanAttributes").setValueAt("0.5", rowNow("Percentage"), VALUE_COLUMN)));
        }
        select(FLAG, "Notifications");
        await("the notifications", () -> table("XMBeanNotifications").getRowCount() > 0 ? true : null);
        columns("XMBeanNotifications", 85, 60, 20, 25, 430, 20, 20);
        take("notifications");
    }

    /** JConsole asks whether to do without TLS, also for a process of the same user on the same machine. */
    private void connect() throws Exception {
        JButton insecure = button("Insecure connection");
        EventQueue.invokeLater(insecure::doClick);
        await("that it connects", () -> insecure.isShowing() ? null : true);
    }

    private void told(Step change) throws Exception {
        int before = received();
        change.run();
        await("a notification", () -> received() > before ? true : null);
    }

    /** What the label of the flag's node says. */
    private static int received() {
        TreePath path = new TreePath(tree().getModel().getRoot());
        for (String label : FLAG) {
            path = child(path, label);
        }
        String label = plain(child(path, "Notifications").getLastPathComponent());
        return Integer.parseInt(label.replaceAll("\\D", ""));
    }

    private void onTab(String title) throws Exception {
        JTabbedPane tabs = await("tab " + title, () -> all(JTabbedPane.class)
                .filter(pane -> pane.indexOfTab(title) >= 0 && pane.isEnabledAt(pane.indexOfTab(title)))
                .findFirst()
                .orElse(null));
        onEventThread(() -> {
            tabs.setSelectedIndex(tabs.indexOfTab(title));
            return null;
        });
    }

    private void size(int height, int treeWidth) throws Exception {
        onEventThread(() -> {
            frame().setBounds(0, 0, WIDTH, Math.max(LOWEST, height));
            frame().validate();
            split().setDividerLocation(treeWidth);
            return null;
        });
    }

    private static JSplitPane split() {
        return (JSplitPane) SwingUtilities.getAncestorOfClass(JSplitPane.class, tree());
    }

    private static JTree tree() {
        return all(JTree.class).findFirst().orElseThrow();
    }

    private static JFrame frame() {
        return Stream.of(Window.getWindows())
                .filter(JFrame.class::isInstance)
                .map(JFrame.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Selects a node of the tree; the lower ones appear once their parents have been opened. */
    private void select(List<String> bean, String... below) throws Exception {
        JTree tree = await("tree", JConsolePictures::tree);
        TreePath path = new TreePath(tree.getModel().getRoot());
        onEventThread(() -> {
            tree.clearSelection();
            for (int row = tree.getRowCount() - 1; row >= 0; row--) {
                tree.collapseRow(row);
            }
            return null;
        });
        // Of a new selection before it is through with the last one JConsole makes exceptions.
        await("nothing", () -> sheet().getComponentCount() == 0 ? true : null);
        for (String label : Stream.concat(bean.stream(), Stream.of(below)).toList()) {
            TreePath parent = path;
            path = await(label + " in the tree", () -> {
                tree.expandPath(parent);
                return child(parent, label);
            });
        }
        TreePath node = path;
        onEventThread(() -> {
            tree.setSelectionPath(node);
            Rectangle bounds = tree.getPathBounds(node);
            tree.scrollRectToVisible(new Rectangle(0, bounds.y, 1, bounds.height));
            return null;
        });
        await(String.join(", ", below), () -> sheet().getComponentCount() > 0 ? true : null);
    }

    /** Where JConsole shows what is selected. */
    private static Container sheet() {
        return all(JPanel.class)
                .filter(panel -> panel.getClass().getSimpleName().equals("XSheet"))
                .map(panel -> (Container) panel.getComponent(0))
                .findFirst()
                .orElseThrow();
    }

    private static Object selected() {
        return tree().getLastSelectedPathComponent();
    }

    /** JConsole adds the number of notifications to the label, in bold where they are new. */
    private static TreePath child(TreePath parent, String label) {
        TreeNode node = (TreeNode) parent.getLastPathComponent();
        return Collections.list(node.children()).stream()
                .map(DefaultMutableTreeNode.class::cast)
                .filter(child -> plain(child).replaceAll("\\[\\d+]$", "").equals(label))
                .map(parent::pathByAddingChild)
                .findFirst()
                .orElse(null);
    }

    private static String plain(Object node) {
        return node.toString().replaceAll("<[^>]*>", "");
    }

    private int row(String attribute) throws Exception {
        return await("attribute " + attribute, () -> {
            int row = rowNow(attribute);
            return row < 0 ? null : row;
        });
    }

    private static int rowNow(String attribute) {
        JTable table = table("XMBeanAttributes");
        return IntStream.range(0, table.getRowCount())
                .filter(row -> attribute.equals(table.getValueAt(row, 0)))
                .findFirst()
                .orElse(-1);
    }

    private void doubleClick(String attribute) throws Exception {
        onEventThread(() -> {
            int row = rowNow(attribute);
            JTable table = table("XMBeanAttributes");
            table.changeSelection(row, VALUE_COLUMN, false, false);
            Rectangle cell = table.getCellRect(row, VALUE_COLUMN, false);
            table.dispatchEvent(new MouseEvent(
                    table,
                    MouseEvent.MOUSE_PRESSED,
                    System.currentTimeMillis(),
                    MouseEvent.BUTTON1_DOWN_MASK,
                    cell.x + cell.width / 2,
                    cell.y + cell.height / 2,
                    2,
                    false,
                    MouseEvent.BUTTON1));
            return null;
        });
    }

    /** As one drags them; the window's width is shared out in this proportion. */
    private static void columns(String kind, int... widths) throws Exception {
        onEventThread(() -> {
            TableColumnModel columns = table(kind).getColumnModel();
            for (int i = 0; i < widths.length; i++) {
                columns.getColumn(i).setPreferredWidth(widths[i]);
            }
            return null;
        });
    }

    private static JTable table(String kind) {
        return all(JTable.class)
                .filter(table -> table.getClass().getSimpleName().equals(kind))
                .filter(Component::isShowing)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + kind + " is showing"));
    }

    private JButton button(String text) throws Exception {
        Predicate<JButton> wanted = button -> text.equals(button.getText()) && button.isShowing();
        return await(
                "button " + text,
                () -> all(JButton.class).filter(wanted).findFirst().orElse(null));
    }

    private JDialog dialog() throws Exception {
        return await("dialog", () -> Stream.of(Window.getWindows())
                .filter(window -> window instanceof JDialog && window.isShowing())
                .map(JDialog.class::cast)
                .findFirst()
                .orElse(null));
    }

    private void close(JDialog dialog) throws Exception {
        onEventThread(() -> {
            dialog.dispose();
            return null;
        });
        onEventThread(() -> {
            if (Stream.of(Window.getWindows()).anyMatch(window -> window instanceof JDialog && window.isShowing())) {
                throw new IllegalStateException("JConsole has more to say");
            }
            return null;
        });
    }

    /** Once nothing moves any more. */
    private void take(String name) throws Exception {
        // JConsole shows that it is connecting for a while after it has connected.
        await(
                "that it has connected",
                () -> all(JButton.class).anyMatch(button -> "Cancel".equals(button.getText()) && button.isShowing())
                        ? null
                        : true);
        Rectangle window = frame().getBounds();
        int[][] last = new int[1][];
        await("a still picture", () -> {
            int[] now = pixels(robot.createScreenCapture(window));
            boolean still = Arrays.equals(now, last[0]);
            last[0] = now;
            return still ? true : null;
        });
        String crop = window.width + "x" + window.height + "+" + window.x + "+" + window.y;
        String file = directory.resolve("jconsole-" + name + ".png").toString();
        int status = new ProcessBuilder(
                        "import",
                        "-window",
                        "root",
                        "-crop",
                        crop,
                        "+repage",
                        "-strip",
                        "+dither",
                        "-colors",
                        "64",
                        "PNG8:" + file)
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("import failed for " + file);
        }
        System.out.println(file);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static <T extends Component> Stream<T> all(Class<T> kind) {
        return Stream.of(Window.getWindows()).filter(Window::isShowing).flatMap(window -> all(kind, window));
    }

    private static <T extends Component> Stream<T> all(Class<T> kind, Component top) {
        Stream<T> below = top instanceof Container container
                ? Stream.of(container.getComponents()).flatMap(part -> all(kind, part))
                : Stream.empty();
        return kind.isInstance(top) ? Stream.concat(Stream.of(kind.cast(top)), below) : below;
    }

    /** Asks again and again until there is an answer; an exception is none. */
    private static <T> T await(String what, Callable<T> question) throws Exception {
        if (EventQueue.isDispatchThread()) {
            return question.call();
        }
        Instant end = Instant.now().plus(PATIENCE);
        Exception problem = null;
        while (Instant.now().isBefore(end)) {
            try {
                T answer = onEventThread(question);
                if (answer != null) {
                    return answer;
                }
            } catch (Exception e) {
                problem = e;
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("JConsole does not show: " + what, problem);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static <T> T onEventThread(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        EventQueue.invokeLater(future);
        return future.get();
    }
}
